#include "tools/judge/check.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tools/judge/run_record.hpp"
#include "tools/run/metric_names.hpp"

#include "tests/tools/judge/bless_and_check.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

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
    const auto refused = [&](const std::string& text) {
        folder.write("run/replications.csv", text);
        return bless(path, folder / "tiny.yaml").err;
    };
    CHECK(refused("time,gmv_cny\n") ==
          "singlesday: " + path + "/replications.csv:1: is not a table of replications\n");
    rows.replace(rows.find(",nan"), 4, ",12,12");
    const std::string header = rows.substr(0, rows.find('\n'));
    const auto names = std::count(header.begin(), header.end(), ',') + 1;
    CHECK(refused(rows) == "singlesday: " + path + "/replications.csv:3: has " +
                               std::to_string(names + 1) + " columns instead of " +
                               std::to_string(names) + "\n");
    run.write(folder, "run");
    folder.write("run/summary.json", "{}\n");
    CHECK_THAT(bless(path, folder / "tiny.yaml").err,
               StartsWith("singlesday: " + path + ": is not a run directory: ["));
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

TEST_CASE("what stands where a part of a baseline belongs is told") {
    Folder folder;
    const std::string run = RunFixture().write(folder, "run");
    const auto said_of = [&](const std::string& text) {
        const std::string file = folder.write("b.yaml", text);
        const std::string err = check(run, file).err;
        return err.substr(std::min(err.find(file) + file.size(), err.size()));
    };
    CHECK(said_of("[1, 2]\n") == ":1:1: is no baseline; singlesday bless writes one\n");
    const std::string head =
        "schema: 1\nscenario: tiny\nscenario_hash: 00112233445566778899aabbccddeeff\n"
        "seed: 1\nscale: 1/100\ndigest: dd\n";
    const std::string metrics = "metrics: {gmv_cny: {value: 1000}}\n";
    CHECK(said_of(head + metrics + "columns: {platform: 3}\n") ==
          ":8:21: columns.platform: expected columns and their digests\n");
    CHECK(said_of(head + metrics + "parameters: {platform.units: [2]}\n") ==
          ":8:30: parameters.platform.units: expected one value\n");
    CHECK(said_of(head + metrics + "samples: {gmv_cny: 3}\n") ==
          ":8:20: samples.gmv_cny: expected a list of numbers\n");
    CHECK(said_of(head + "metrics:\n  gmv_cny: {mean: 1000, half_width: 10, n: 1}\n") ==
          ":8:44: metrics.gmv_cny: needs n of at least 2 and half_width of at least 0\n");
    CHECK(said_of(head + "metrics:\n  gmv_cny: {mean: 1000, half_width: 10, n: 3}\n"
                         "  orders_paid: {value: 10}\n") ==
          ":9:3: metrics.orders_paid: all metrics have a value, or all have mean, half_width and "
          "n\n");
    CHECK(said_of(head + "level: 100 %\n" + metrics) == ":7:8: level: must lie between 0 and 1\n");
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

TEST_CASE("the most serious of several exit codes wins") {
    CHECK(tools::most_serious({}) == 0);
    CHECK(tools::most_serious({0, 12, 10}) == 10);
    CHECK(tools::most_serious({10, 11}) == 11);
    CHECK(tools::most_serious({11, 2, 5}) == 5);
    CHECK(tools::most_serious({5, 4, 3}) == 3);
    CHECK(tools::most_serious({3, 1}) == 1);
}
