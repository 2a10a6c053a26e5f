#include <catch2/catch.hpp>

#include "tests/tools/judge/bless_and_check.hpp"

using Catch::Matchers::Contains;

TEST_CASE("bless writes a baseline that people can read, and the same run is identical to it") {
    Folder folder;
    RunFixture run;
    run.metrics["gmv_cny"] = 0.1 + 0.2;  // all digits come back
    const std::string path = run.write(folder, "run"), file = folder / "tiny.yaml";
    CHECK(bless(path, file).out == file + ": new, 2 metrics and 2 tables\n");
    CHECK(tools::read_file(file) ==
          "# Written by `singlesday bless`; tolerances may be edited, and lines left out.\n"
          "# docs/ci.md says what `singlesday check` makes of it.\n"
          "schema: 1\nscenario: tiny\nscenario_hash: 00112233445566778899aabbccddeeff\n"
          "seed: 1\nscale: 1/100\ndigest: dd\nexact: true\n"
          "metrics:\n"
          "  gmv_cny: {value: 0.30000000000000004}\n"
          "  orders_rejected: {value: 50}\n"
          "columns:\n"
          "  logistics Inner Mongolia:\n    trucks: aa\n"
          "  platform:\n    orders: bb\n    payments: cc\n"
          "parameters:\n"
          "  headline.from: 2019-11-11T00:00+08:00\n"
          "  headline.until: 2019-11-12T00:00+08:00\n"
          "  logistics.delivery_per_day: 250000000\n");
    const ProgramResult o = check(path, file);
    CHECK(o.code == tools::kFine);
    CHECK(o.err.empty());
    CHECK(o.out ==
          "tiny (seed 1, scale 1/100): identical\n"
          "  2 of 2 metrics identical, 3 of 3 columns\n");
    CHECK(bless(path, file).out == file + ": nothing changes\n");
}

TEST_CASE("bless shows a scale that becomes another") {
    Folder folder;
    RunFixture run;
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "run"), file);
    run.scale = 0.1;
    CHECK(bless(run.write(folder, "scale"), file).out ==
          file + ": changes\n  scale: 1/100 -> 1/10\n");
}

TEST_CASE("a tolerance is for new baselines: others keep their own") {
    Folder folder;
    const std::string run = RunFixture().write(folder, "run"), file = folder / "tiny.yaml";
    bless(run, file);
    const ProgramResult o = bless(run, file, {"--tolerance", "1 %"});
    CHECK(o.code == tools::kBadInput);
    CHECK(o.err == "singlesday: --tolerance is for new baselines, and " + file +
                       " keeps its own; edit it there, or --force starts it anew\n");
    CHECK(bless(run, file, {"--tolerance", "1 %", "--force"}).code == tools::kFine);
    CHECK_THAT(tools::read_file(file), Contains("{value: 50, tolerance: 1 %}"));
}

TEST_CASE("bless shows a seed, a number of runs and tolerances that become others") {
    Folder folder;
    RunFixture run;
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "run"), file, {"--tolerance", "1 %"});
    run.seed = 2;
    CHECK(bless(run.write(folder, "seed"), file).out == file + ": changes\n  seed: 1 -> 2\n");
    run.replications = {{"gmv_cny", {10, 12, 20}}, {"orders_rejected", {1, 2, 3}}};
    const ProgramResult forced = bless(run.write(folder, "more"), file, {"--force"});
    CHECK_THAT(forced.out, Contains("  runs: one run -> 3 replications\n") &&
                               Contains("  tolerance of gmv_cny: 1 % -> 0\n"));
}

TEST_CASE("tolerances are relative or in the metric's unit, and blessing keeps them") {
    Folder folder;
    RunFixture run;
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "run"), file, {"--tolerance", "1 %"});
    CHECK_THAT(tools::read_file(file),
               Contains("exact: false") && Contains("{value: 50, tolerance: 1 %}"));
    run.metrics["gmv_cny"] = 1010;  // at the limit
    run.columns["platform"]["orders"] = "b0";
    std::string path = run.write(folder, "near");
    CHECK(judged(path, file)["outcome"] == "within tolerance");
    CHECK(check(path, file).code == tools::kFine);
    CHECK(judged(path, file)["metrics"][0]["outcome"] == "within tolerance");
    CHECK(judged(path, file)["metrics"][1]["outcome"] == "identical");
    run.metrics["gmv_cny"] = 1010.5;
    path = run.write(folder, "far");
    CHECK(check(path, file).code == tools::kRegressed);
    CHECK(check(path, file).err == "singlesday: regressed: gmv_cny\n");
    bless(path, file);
    CHECK_THAT(tools::read_file(file), Contains("gmv_cny: {value: 1010.5, tolerance: 1 %}"));

    const std::string absolute = folder / "absolute.yaml";
    bless(path, absolute, {"--tolerance", "2"});
    run.metrics["orders_rejected"] = 48;
    CHECK(check(run.write(folder, "two"), absolute).code == tools::kFine);
    run.metrics["orders_rejected"] = 47.9;
    CHECK(check(run.write(folder, "three"), absolute).code == tools::kRegressed);
    CHECK(bless(path, absolute, {"--tolerance", "much"}).err ==
          "singlesday: --tolerance: 'much' is no tolerance such as 0.5 % or 12\n");
}

TEST_CASE("bless shows the parameters that become others") {
    Folder folder;
    RunFixture run;
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "run"), file);
    run.couriers = "300000000";
    CHECK_THAT(bless(run.write(folder, "more"), file).out,
               Catch::Matchers::Contains("  logistics.delivery_per_day: 250000000 -> 300000000\n"));
}
