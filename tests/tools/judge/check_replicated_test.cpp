#include <catch2/catch.hpp>

#include "tools/judge/baseline.hpp"
#include "tools/judge/run_record.hpp"
#include "tools/judge/samples.hpp"

#include "tests/tools/judge/bless_and_check.hpp"

using Catch::Matchers::Contains;

TEST_CASE("replications of one draw of the inputs tell nothing, and both commands say so") {
    Folder folder;
    RunFixture run;
    run.seeds_per_input = 2;
    run.replications = {{"gmv_cny", {10, 12, 20, 22, 30, 32}}};
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "run"), file);
    run.replications = {{"gmv_cny", {10, 12}}};
    const std::string one = run.write(folder, "one");
    const std::string why = "singlesday: " + one +
                            ": its 2 replications share one draw of the uncertain inputs, and a "
                            "test takes two\n";
    const ProgramResult judged = check(one, file);
    CHECK(judged.code == tools::kBadInput);
    CHECK(judged.err == why);
    const ProgramResult blessed = bless(one, folder / "new.yaml");
    CHECK(blessed.code == tools::kBadInput);
    CHECK(blessed.err == why);
    CHECK_FALSE(std::filesystem::exists(folder / "new.yaml"));
}

TEST_CASE("replicated runs are judged by a test over all metrics together") {
    Folder folder;
    RunFixture run;
    run.replications = {{"gmv_cny", {10, 12, 11, 13, 9, 11}},
                        {"orders_rejected", {5, 5, 6, 4, 5, 5}}};
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "run"), file);
    CHECK_THAT(tools::read_file(file), Contains("exact: false\nlevel: 0.95\n") &&
                                           Contains("gmv_cny: {mean: 11, half_width: 1.484") &&
                                           Contains(", n: 6}"));
    CHECK(judged(folder / "run", file)["outcome"] == "identical");

    // Welch's t for means 11 and 12, both with variance 2 and n 6, is 1.2247 at 10 degrees of
    // freedom: p 0.2487, twice that for two metrics.
    RunFixture near = run;
    near.seed = 7;
    near.replications["gmv_cny"] = {11, 13, 12, 14, 10, 12};
    const auto j = judged(near.write(folder, "near"), file, {"--allow-other-scenario"});
    CHECK(j["outcome"] == "within tolerance");
    CHECK(j["metrics"][0]["test"] == "Welch");
    CHECK(j["metrics"][0]["p"].get<double>() == Approx(2 * 0.24867).epsilon(1e-3));

    RunFixture far = run;
    far.replications["gmv_cny"] = {20, 22, 21, 23, 19, 21};
    const ProgramResult o = check(far.write(folder, "far"), file);
    CHECK(o.code == tools::kRegressed);
    CHECK(o.err == "singlesday: regressed: gmv_cny\n");
}

TEST_CASE("replications of the same seeds are judged in pairs, which see smaller changes") {
    Folder folder;
    RunFixture run;
    run.replications = {{"gmv_cny", {10, 12, 11, 13, 9, 11}}};
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "run"), file);
    CHECK_THAT(tools::read_file(file), Contains("samples:\n  gmv_cny: [10, 12, 11, 13, 9, 11]\n"));

    // Differences 0.5, 1, 0.5, 1, 0.5, 1: t = 0.75 / (0.27386 / sqrt 6) = 6.708 at 5 degrees.
    run.replications = {{"gmv_cny", {10.5, 13, 11.5, 14, 9.5, 12}}};
    const auto j = judged(run.write(folder, "near"), file);
    CHECK(j["outcome"] == "regressed");
    CHECK(j["metrics"][0]["test"] == "paired");
    CHECK(j["metrics"][0]["p"].get<double>() == Approx(0.001114).epsilon(1e-3));
    CHECK(j["metrics"][0]["reason"] == "by +6.8 %, p 0.0011 (6 pairs), tolerance 0");
    CHECK_THAT(check(folder / "near", file).out, Contains("p 0.0011"));

    // Without the sample Welch's test is what is left.
    std::string text = tools::read_file(file);
    text.erase(text.find("samples:"), text.find("parameters:") - text.find("samples:"));
    const auto alone = judged(folder / "near", folder.write("alone.yaml", text));
    CHECK(alone["metrics"][0]["test"] == "Welch");
    CHECK(alone["outcome"] == "within tolerance");
}

TEST_CASE("of different numbers of replications those that both have are pairs") {
    Folder folder;
    RunFixture run;
    run.replications = {{"gmv_cny", {10, 12, 11, 13, 9, 11}}};
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "six"), file);
    CHECK_THAT(tools::read_file(file), Contains("level: 0.95\nreplications: 6\nmetrics:\n"));
    for (const std::vector<double>& values :
         {std::vector<double>{10, 12, 11, 13}, {10, 12, 11, 13, 9, 11, 20, 2}}) {
        run.replications["gmv_cny"] = values;
        const auto j = judged(run.write(folder, "same"), file);
        CHECK(j["outcome"] == "identical");
        CHECK(j["metrics"][0]["pairs"] == std::min<std::size_t>(6, values.size()));
        CHECK(j["metrics"][0]["difference"] == 0);
    }
    // Each 0.1 more, but for the last digits: the baseline's mean is that of the first four, 11.5.
    run.replications["gmv_cny"] = {10.1, 12.11, 11.1, 13.09};
    const ProgramResult o = check(run.write(folder, "more"), file);
    CHECK(o.code == tools::kRegressed);
    CHECK_THAT(o.out, Contains("      11.5      11.6    +0.9 %        regressed\n") &&
                          Contains(", 4 pairs, tolerance 0\n"));
    // Another seed shares nothing.
    run.seed = 7;
    CHECK(judged(run.write(folder, "other"), file,
                 {"--allow-other-scenario"})["metrics"][0]["test"] == "Welch");
}

TEST_CASE("a draw that is cut off is another value, and no part of a pair") {
    tools::RunRecord run;
    for (std::int64_t i = 1; i <= 7; ++i) run.rows.push_back({i, i, (i + 2) / 3, {}});
    CHECK(tools::draws_of(run) == 3);  // of 3, 3 and 1
    CHECK(tools::common_draws(run, 7) == 3);
    CHECK(tools::common_draws(run, 9) == 2);
    CHECK(tools::common_draws(run, 6) == 2);
    CHECK(tools::common_draws(run, 5) == 1);
    CHECK(tools::common_draws(run, 2) == 0);
}

TEST_CASE("a sample of a baseline has as many values as it says") {
    Folder folder;
    RunFixture run;
    run.replications = {{"gmv_cny", {10, 12, 11}}};
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "run"), file);
    const auto refused = [&](const std::string& list) {
        std::string text = tools::read_file(file);
        text.replace(text.find("[10, 12, 11]"), 12, list);
        const ProgramResult o = check(folder / "run", folder.write("bad.yaml", text));
        CHECK(o.code == tools::kBadInput);
        return o.err.substr(o.err.find("bad.yaml"));
    };
    CHECK(refused("[10, 12]") ==
          "bad.yaml:21:12: samples.gmv_cny: has 2 values, and the metric n = 3\n");
    CHECK(refused("[10, x, 11]") == "bad.yaml:21:17: samples.gmv_cny.1: 'x' is not a number\n");
    CHECK(refused("10") == "bad.yaml:21:12: samples.gmv_cny: expected a list of numbers\n");
}

TEST_CASE("a certain change of a replicated metric within its tolerance is none") {
    Folder folder;
    RunFixture run;
    run.replications = {{"gmv_cny", {1000, 1001, 999, 1000}}};
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "run"), file, {"--tolerance", "1 %"});
    run.replications = {{"gmv_cny", {1005, 1006, 1004, 1005}}};
    CHECK(judged(run.write(folder, "near"), file)["outcome"] == "within tolerance");
    run.replications = {{"gmv_cny", {1015, 1016, 1014, 1015}}};
    CHECK(judged(run.write(folder, "far"), file)["outcome"] == "regressed");
}

TEST_CASE("replications that share inputs count as one value") {
    Folder folder;
    RunFixture run;
    run.replications = {{"gmv_cny", {10, 12, 20, 22, 30, 32}}};
    run.seeds_per_input = 2;
    const tools::RunRecord record = tools::read_run_record(run.write(folder, "run"));
    const tools::Baseline b = tools::baseline_of(record, {});
    CHECK(b.metrics.at(0).n == 3);
    CHECK(b.metrics.at(0).value == 21);
}
