#include "tools/check.hpp"

#include <catch2/catch.hpp>

#include "tools/junit.hpp"
#include "tools/metric_names.hpp"
#include "tools/samples.hpp"

#include "tests/tools/run_fixture.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

ProgramResult bless(const std::string& run, const std::string& baseline,
                    const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"bless", run, "--baseline", baseline};
    words.insert(words.end(), more.begin(), more.end());
    return program(words);
}

ProgramResult check(const std::string& run, const std::string& baseline,
                    const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"check", run, "--baseline", baseline};
    words.insert(words.end(), more.begin(), more.end());
    return program(words);
}

nlohmann::json judged(const std::string& run, const std::string& baseline,
                      std::vector<std::string> more = {}) {
    more.push_back("--json");
    return nlohmann::json::parse(check(run, baseline, more).out);
}

}  // namespace

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

TEST_CASE("a changed metric is regressed by name, exits 11, and bless shows what changes") {
    Folder folder;
    RunFixture run;
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "run"), file);
    run.metrics["orders_rejected"] = 51;
    run.columns["platform"]["orders"] = "b0";
    const std::string path = run.write(folder, "changed");
    const ProgramResult o = check(path, file);
    CHECK(o.code == tools::kRegressed);
    CHECK(o.err ==
          "singlesday: regressed: orders_rejected\nsinglesday: tables that differ: platform\n");
    CHECK(o.out ==
          "tiny (seed 1, scale 1/100): regressed\n\n"
          "  metric                           baseline       run    change          outcome\n"
          "  orders_rejected                        50        51    +2.0 %        regressed\n"
          "  1 of 2 metrics identical, 2 of 3 columns\n"
          "  tables that differ: platform (orders)\n");

    CHECK(bless(path, file).out ==
          file +
              ": changes\n"
              "  orders_rejected                        50 ->        51  +2.0 %\n"
              "  tables that differ: platform (1 of 2 columns)\n");
    CHECK(check(path, file).code == tools::kFine);
    CHECK(folder.names().size() == 3);  // no half-written file stays beside it
}

TEST_CASE("who made a run is told where programs differ, and is no change by itself") {
    Folder folder;
    RunFixture run;
    run.commit = "66d52ed";
    const std::string file = folder / "tiny.yaml", first = run.write(folder, "first");
    bless(first, file);
    CHECK_THAT(tools::read_file(file), Contains("digest: dd\nmade_by: 0.1.0 66d52ed\nexact"));
    CHECK(check(first, file).out ==
          "tiny (seed 1, scale 1/100): identical\n"
          "  2 of 2 metrics identical, 3 of 3 columns\n");
    run.commit = "1104b44";
    const std::string second = run.write(folder, "second");
    const ProgramResult o = check(second, file);
    CHECK(o.code == tools::kFine);
    CHECK(o.out ==
          "tiny (seed 1, scale 1/100): identical\n"
          "  2 of 2 metrics identical, 3 of 3 columns\n"
          "  made by different programs: 0.1.0 66d52ed, 0.1.0 1104b44\n");
    CHECK(judged(second, file)["made_by"] ==
          nlohmann::json{{"baseline", "0.1.0 66d52ed"}, {"run", "0.1.0 1104b44"}});
    CHECK(bless(second, file).out == file + ": nothing changes\n");
    const ProgramResult compared = program({"compare", first, second});
    CHECK_THAT(compared.out, StartsWith("base " + first + "\nnew  " + second +
                                        "\nmade by different programs: 0.1.0 66d52ed, 0.1.0 "
                                        "1104b44\n\nwhat was changed\n"));
    const auto j = nlohmann::json::parse(program({"compare", first, second, "--json"}).out);
    CHECK(j["comparisons"][0]["made_by"] ==
          nlohmann::json{{"base", "0.1.0 66d52ed"}, {"new", "0.1.0 1104b44"}});
    CHECK(program({"compare", first, first}).out.find("programs") == std::string::npos);
    run.metrics["orders_rejected"] = 51;
    CHECK_THAT(bless(run.write(folder, "third"), file).out,
               Contains("  made by: 0.1.0 66d52ed -> 0.1.0 1104b44\n"));
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

TEST_CASE("what no run writes into its tables is named with its place") {
    Folder folder;
    RunFixture run;
    run.replications = {{"gmv_cny", {10, 12, 11}}};
    const std::string path = run.write(folder, "run");
    std::string rows = tools::read_file(path + "/replications.csv");
    rows.replace(rows.find(",12"), 3, ",nan");
    folder.write("run/replications.csv", rows);
    for (const ProgramResult& o :
         {program({"compare", path, path}), bless(path, folder / "tiny.yaml")}) {
        CHECK(o.code == tools::kBadInput);
        CHECK(o.err == "singlesday: " + path + "/replications.csv:3: 'nan' is not a number\n");
    }
    run.write(folder, "run");
    folder.write("run/scenario.resolved.yaml", "a: [1\n");
    const ProgramResult broken = bless(path, folder / "tiny.yaml");
    CHECK(broken.code == tools::kBadInput);
    CHECK_THAT(broken.err,
               StartsWith("singlesday: " + path + "/scenario.resolved.yaml: is no resolved "));
}

TEST_CASE("the screen of check fits 80 columns, however long the columns' names") {
    Folder folder;
    RunFixture run;
    run.columns["logistics Heilongjiang"] = {
        {"background_delivered", "a"}, {"parcels_delivered", "b"}, {"parcels_made", "c"}};
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "run"), file);
    for (auto& [column, digest] : run.columns["logistics Heilongjiang"]) digest = "d";
    run.columns["platform"]["orders"] = "d";
    const std::string out = check(run.write(folder, "other"), file).out;
    CHECK_THAT(out, Contains("logistics Heilongjiang (3 of 3 columns), platform (orders)"));
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
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

TEST_CASE("new columns and metrics change nothing; those that are gone do") {
    Folder folder;
    RunFixture run;
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "run"), file);
    RunFixture more = run;
    more.columns["platform"]["new"] = "ee";
    more.columns["warehouses"]["stock"] = "ff";
    more.metrics["orders_paid"] = 3;
    const auto j = judged(more.write(folder, "more"), file);
    CHECK(j["outcome"] == "identical");
    CHECK(j["unjudged"] == nlohmann::json{"orders_paid"});
    CHECK(check(folder / "more", file).out ==
          "tiny (seed 1, scale 1/100): identical\n"
          "  2 of 2 metrics identical, 3 of 3 columns\n"
          "  1 metric not judged: orders_paid\n");

    RunFixture fewer = run;
    fewer.columns["platform"].erase("orders");
    fewer.metrics.erase("gmv_cny");
    const auto k = judged(fewer.write(folder, "fewer"), file);
    CHECK(k["outcome"] == "regressed");
    CHECK(k["metrics"][0]["reason"] == "the run has no value");
    CHECK(k["tables"][1]["changed"] == nlohmann::json{"orders (gone)"});
    CHECK(bless(folder / "fewer", file).err ==
          "singlesday: " + (folder / "fewer") +
              ": has no value for gmv_cny, which the baseline has\n");
}

TEST_CASE("runs that a baseline says nothing about are refused with the reason") {
    Folder folder;
    const RunFixture run;
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "run"), file);
    const auto refused = [&](RunFixture other, const std::string& why) {
        const std::string path = other.write(folder, "other");
        const ProgramResult o = check(path, file);
        CHECK(o.code == tools::kBadInput);
        CHECK(o.err == "singlesday: " + path + ": " + why + "\n");
    };
    RunFixture other = run;
    other.scenario = "large";
    other.couriers = "300000000";
    refused(other, "is a run of 'large', the baseline of 'tiny'");
    CHECK(bless(folder / "other", file).err ==
          "singlesday: " + file +
              ": is of 'tiny', and the run of 'large'; --force starts it anew\n");
    other = run;
    other.scale = 0.001;
    refused(other, "has scale 1/1000, the baseline 1/100");
    other = run;
    other.seed = 2;
    refused(other, "has seed 2, the baseline 1");
    other = run;
    other.status = "partial";
    refused(other, "the run is partial, not complete");
    other = run;
    other.replications = {{"gmv_cny", {1, 2, 3}}};
    refused(other, "is replicated, and the baseline is of a single run");
    std::filesystem::remove_all(folder / "other");
    other = run;
    other.couriers = "300000000";
    refused(other,
            "has other parameters than the baseline\n"
            "  parameter                   base       new\n"
            "  logistics.delivery_per_day  250000000  300000000\n"
            "--allow-other-scenario judges it all the same, bless makes it the baseline");
    const auto reasons =
        nlohmann::json::parse(check(folder / "other", file, {"--json"}).out)["reasons"];
    CHECK(reasons == nlohmann::json{"logistics.delivery_per_day: 250000000 -> 300000000"});
    CHECK(check(folder / "other", file, {"--allow-other-scenario"}).code == tools::kFine);
    // A baseline of before tells the hash only.
    const std::string text = tools::read_file(file);
    const std::string older = folder.write("older.yaml", text.substr(0, text.find("parameters:")));
    other.hash = "ffffffffffffffffffffffffffffffff";
    other.write(folder, "other");
    CHECK(check(folder / "other", older).err ==
          "singlesday: " + (folder / "other") +
              ": has other parameters than the baseline (scenario hash ffffffff, not 00112233); "
              "--allow-other-scenario judges it all the same, bless makes it the baseline\n");
    CHECK(check(folder / "nowhere", file).code == tools::kRefused);
    CHECK(check(folder / "run", folder / "nowhere.yaml").code == tools::kRefused);
}

TEST_CASE("a baseline that judges nothing is an error, not a pass") {
    Folder folder;
    const std::string run = RunFixture().write(folder, "run");
    const std::string head =
        "schema: 1\nscenario: tiny\nscenario_hash: 00112233445566778899aabbccddeeff\n"
        "seed: 1\nscale: 1/100\ndigest: dd\n";
    const auto judged_by = [&](const std::string& rest) {
        const ProgramResult o = check(run, folder.write("b.yaml", head + rest));
        return o.code == tools::kFine ? "fine" : o.err.substr(o.err.find("b.yaml"));
    };
    CHECK(judged_by("exact: true\nmetrics: {}\n") ==
          "b.yaml:8:1: metrics: judges nothing: there are neither metrics nor columns that are "
          "exact\n");
    CHECK(judged_by("exact: false\nmetrics: {}\ncolumns: {platform: {orders: bb}}\n") ==
          "b.yaml:8:1: metrics: judges nothing: there are neither metrics nor columns that are "
          "exact\n");
    CHECK(judged_by("exact: true\nmetrics: {}\ncolumns: {platform: {orders: bb}}\n") == "fine");
    CHECK(judged_by("exact: false\nmetrics: {gmv_cny: {value: 1000}}\n") == "fine");
}

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

TEST_CASE("a name is no parameter: what gives the same results is the same scenario") {
    Folder folder;
    RunFixture run;
    const std::string file = folder / "tiny.yaml";
    bless(run.write(folder, "run"), file);
    run.scenario = "another-name";
    run.hash = "ffffffffffffffffffffffffffffffff";
    CHECK(check(run.write(folder, "renamed"), file).code == tools::kFine);
}

TEST_CASE("the record is an input of what is scored against it, and of nothing else") {
    Folder folder;
    RunFixture run;
    run.scale = 1;
    run.record = "published: 1\n";
    const std::string plain = folder / "plain.yaml", scored = folder / "scored.yaml";
    bless(run.write(folder, "plain"), plain);
    CHECK(tools::read_file(plain).find("record") == std::string::npos);
    run.metrics["gmv_milestones_median_error"] = 0.01;
    const std::string first = run.write(folder, "first");
    bless(first, scored);
    const std::string digest = tools::read_run_record(first).record;
    CHECK(digest.size() == 32);
    CHECK_THAT(tools::read_file(scored), Contains("  record: " + digest + "\n"));
    CHECK(check(first, scored).code == tools::kFine);

    run.record = "published: 2\n";
    run.metrics["gmv_milestones_median_error"] = 0.04;
    const std::string edited = run.write(folder, "edited");
    const ProgramResult o = check(edited, scored);
    CHECK(o.code == tools::kBadInput);
    CHECK_THAT(o.err,
               Contains("has other parameters than the baseline\n") && Contains("  record "));
    CHECK(check(edited, scored, {"--allow-other-scenario"}).code == tools::kRegressed);
    CHECK(check(edited, plain).code == tools::kFine);
    CHECK_THAT(program({"compare", first, edited}).out, Contains("  content of the record  "));
    // Baselines of before do not know of records.
    std::string text = tools::read_file(scored);
    text.erase(text.find("  record: "));
    CHECK(check(edited, folder.write("older.yaml", text)).code == tools::kRegressed);
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

TEST_CASE("columns of a baseline are digests, or the baseline is wrong") {
    Folder folder;
    const std::string run = RunFixture().write(folder, "run");
    const std::string file = folder / "tiny.yaml";
    bless(run, file);
    std::string text = tools::read_file(file);
    text.replace(text.find("orders: bb"), 10, "orders: bXb");
    const std::string bad = folder.write("bad.yaml", text);
    const ProgramResult o = check(run, bad);
    CHECK(o.code == tools::kBadInput);
    CHECK_THAT(o.err, Catch::Matchers::Contains(
                          "columns.platform.orders: is no digest, which has up to 32 hexadecimal "
                          "digits\n"));
}

TEST_CASE("a baseline is checked as a scenario is: all errors, with their places") {
    Folder folder;
    const std::string run = RunFixture().write(folder, "run");
    const std::string file = folder.write("bad.yaml",
                                          "schema: 1\nscenario: tiny\nscenario_hash: 00\nseed: x\n"
                                          "scale: 1/100\ndigest: dd\nexakt: true\nmetrics:\n"
                                          "  gmv_cyn: {value: 1}\n"
                                          "  orders_paid: {value: one, tolerance: -1 %}\n");
    const ProgramResult o = check(run, file);
    CHECK(o.code == tools::kBadInput);
    CHECK(o.err == "singlesday: " + file + ":4:7: seed: expected a whole number, got x\n" + file +
                       ":7:1: exakt: unknown key; did you mean exact?\n" + file +
                       ":9:3: metrics.gmv_cyn: no metric is called 'gmv_cyn'; did you mean "
                       "gmv_cny?\n" +
                       file + ":10:24: metrics.orders_paid.value: 'one' is not a number\n" + file +
                       ":10:40: metrics.orders_paid.tolerance: '-1 %' is no tolerance such as "
                       "0.5 % or 12\n");
}

TEST_CASE("a metric that means nothing at a scale is refused there") {
    CHECK_FALSE(tools::metric_complaint("orders_rejected", 1));
    CHECK_FALSE(tools::metric_complaint("orders_rejected", 0.01));
    CHECK_FALSE(tools::metric_complaint("gmv_cny", 1e-6));
    const auto complaint = tools::metric_complaint("orders_rejected", 0.001);
    REQUIRE(complaint);
    CHECK(complaint->message ==
          "orders_rejected means nothing at a scale of 1/1000; only from 1/100 on");
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

TEST_CASE("JUnit XML: passed, failed, skipped, and nothing that breaks the file") {
    Folder folder;
    RunFixture run;
    const std::string file = folder / "tiny.yaml", junit = folder / "junit.xml";
    bless(run.write(folder, "run"), file);
    run.metrics["orders_rejected"] = 51;
    run.metrics["orders_paid"] = 3;
    CHECK(check(run.write(folder, "other"), file, {"--junit", junit}).code == tools::kRegressed);
    CHECK(tools::read_file(junit) ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<testsuites name=\"singlesday check tiny\" tests=\"5\" failures=\"1\" errors=\"0\" "
          "time=\"0\">\n"
          "  <testsuite name=\"singlesday check tiny\" tests=\"5\" failures=\"1\" errors=\"0\" "
          "skipped=\"1\" time=\"0\">\n"
          "    <testcase classname=\"singlesday.tiny.metrics\" name=\"gmv_cny\" time=\"0\"/>\n"
          "    <testcase classname=\"singlesday.tiny.metrics\" name=\"orders_rejected\" "
          "time=\"0\"><failure type=\"regressed\" message=\"regressed: by +2.0 %, tolerance "
          "0\">baseline 50, run "
          "51</failure></testcase>\n"
          "    <testcase classname=\"singlesday.tiny.columns\" name=\"logistics Inner Mongolia\" "
          "time=\"0\"/>\n"
          "    <testcase classname=\"singlesday.tiny.columns\" name=\"platform\" time=\"0\"/>\n"
          "    <testcase classname=\"singlesday.tiny.metrics\" name=\"orders_paid\" "
          "time=\"0\"><skipped message=\"not in the baseline\"/></testcase>\n"
          "  </testsuite>\n</testsuites>\n");
    CHECK(tools::xml_escaped("<a b=\"c\" & 'd'>\n\x01") ==
          "&lt;a b=&quot;c&quot; &amp; &apos;d&apos;&gt;&#10;?");
}

TEST_CASE("thresholds that the run missed are failures of their own, and exit 10") {
    Folder folder;
    RunFixture run;
    run.thresholds = nlohmann::json::array({{{"metric", "gmv_cny"},
                                             {"limit", 900.0},
                                             {"side", "above"},
                                             {"value", 1000.0},
                                             {"passed", true},
                                             {"reason", "gmv_cny: 1000 is above 900"}},
                                            {{"metric", "orders_rejected"},
                                             {"limit", 10.0},
                                             {"side", "below"},
                                             {"value", 50.0},
                                             {"passed", false},
                                             {"reason", "orders_rejected: 50 is not below 10"}}});
    const std::string file = folder / "tiny.yaml", junit = folder / "junit.xml";
    const std::string path = run.write(folder, "run");
    bless(path, file);
    const ProgramResult o = check(path, file, {"--junit", junit});
    CHECK(o.code == tools::kMissed);
    CHECK(o.out ==
          "tiny (seed 1, scale 1/100): identical\n"
          "  2 of 2 metrics identical, 3 of 3 columns\n"
          "  threshold missed: orders_rejected: 50 is not below 10\n");
    CHECK(o.err == "singlesday: threshold missed: orders_rejected: 50 is not below 10\n");
    CHECK_THAT(
        tools::read_file(junit),
        Contains("<testcase classname=\"singlesday.tiny.thresholds\" name=\"gmv_cny above 900\" "
                 "time=\"0\"/>\n") &&
            Contains("name=\"orders_rejected below 10\" time=\"0\"><failure type=\"missed\" "
                     "message=\"orders_rejected: 50 is not below 10\"></failure>") &&
            Contains("tests=\"6\" failures=\"1\""));
    const auto thresholds = judged(path, file)["thresholds"];
    CHECK(thresholds[0] == nlohmann::json{{"threshold", "gmv_cny above 900"},
                                          {"passed", true},
                                          {"reason", "gmv_cny: 1000 is above 900"}});
    // A regression is the more serious of the two; both are told.
    run.metrics["gmv_cny"] = 950;
    const ProgramResult both = check(run.write(folder, "both"), file);
    CHECK(both.code == tools::kRegressed);
    CHECK(both.err ==
          "singlesday: regressed: gmv_cny\n"
          "singlesday: threshold missed: orders_rejected: 50 is not below 10\n");
}

TEST_CASE("a check that is refused leaves its reason for who reads the JUnit file") {
    Folder folder;
    RunFixture run;
    const std::string file = folder / "tiny.yaml", junit = folder / "junit.xml";
    bless(run.write(folder, "run"), file);
    CHECK(check(run.write(folder, "run"), file, {"--junit", junit}).code == tools::kFine);
    CHECK(check(folder / "none", file, {"--junit", junit}).code != tools::kFine);
    CHECK_THAT(tools::read_file(junit), Contains("tests=\"1\" failures=\"0\" errors=\"1\"") &&
                                            Contains("<error type=\"refused\" message=\"") &&
                                            Contains("/none"));
    // What is wrong with the file does not take the reason's place.
    const ProgramResult nowhere = check(folder / "none", file, {"--junit", folder / "no/x.xml"});
    CHECK(nowhere.code == tools::kRefused);
    CHECK_THAT(nowhere.err, Contains("/no/x.xml") && Contains("/none"));
}

TEST_CASE("the most serious of several exit codes wins") {
    CHECK(tools::most_serious({}) == 0);
    CHECK(tools::most_serious({0, 12, 10}) == 10);
    CHECK(tools::most_serious({10, 11}) == 11);
    CHECK(tools::most_serious({11, 2, 5}) == 5);
    CHECK(tools::most_serious({5, 4, 3}) == 3);
    CHECK(tools::most_serious({3, 1}) == 1);
}
