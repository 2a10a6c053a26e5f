// What a table shows, --json gives as data.
#include <catch2/catch.hpp>

#include "tests/tools/run/run_fixture.hpp"

namespace {

const std::string kSmoke = SINGLESDAY_SOURCE_DIR "/scenarios/smoke.yaml";

nlohmann::json json_of(std::vector<std::string> words, int code = tools::kFine) {
    words.emplace_back("--json");
    const ProgramResult o = program(words);
    CAPTURE(o.err);
    CHECK(o.code == code);
    return nlohmann::json::parse(o.out);
}

}  // namespace

TEST_CASE("explain --json") {
    const auto metric = json_of({"explain", "gmv_cny"});
    CHECK(metric["unit"] == "CNY");
    CHECK(metric["good"] == "higher");
    CHECK(metric["fluid_safe"] == true);
    CHECK(metric["smallest_scale"].is_null());
    CHECK(json_of({"explain", "orders_rejected"})["fluid_safe"] == false);
    CHECK(json_of({"explain", "orders_rejected"})["smallest_scale"] == 0.01);
    const auto parameter = json_of({"explain", "consumers.carts.decay_time"});
    CHECK(parameter["default"] == "542800 ms");
    CHECK(parameter["range"] == "more than 0 s and at most 366 d");
    CHECK(parameter["source"] == "singlesday-fluid --calibrate");
    CHECK(parameter["mark"] == "calibrated");
    CHECK(json_of({"explain", "precision"})["parameters"][1] == "relative");
}

TEST_CASE("run --dry-run --json") {
    const auto one = json_of({"run", kSmoke, "--dry-run", "--threads", "1"});
    CHECK(one["schema"] == 1);
    CHECK(one["scenario"] == "smoke");
    CHECK(one["scale"] == 0.0001);
    CHECK(one["replications"] == nlohmann::json{{"at_least", 1}, {"at_most", 1}});
    CHECK(one["estimated"]["orders"].get<double>() == Approx(1292e6 / 1e4 / 0.95));
    CHECK(one["estimated"]["threads"] == 1);
    CHECK(one["estimated"]["wall_s"].get<double>() > 0);
    CHECK(one["estimated"]["peak_rss_bytes"].get<double>() > 0);
    const auto many = json_of({"run", kSmoke, "--dry-run", "--set", "precision.metrics=[gmv_cny]"});
    CHECK(many["replications"] == nlohmann::json{{"at_least", 10}, {"at_most", 100}});
}

TEST_CASE("list --json") {
    Folder folder;
    folder.write("fine.yaml", "schema: 1\nextends: " + kSmoke + "\nname: fine\ntitle: A title\n");
    folder.write("broken.yaml", "schema: 1\nextends: " + kSmoke + "\nname: broken\nscael: 3\n");
    const auto list = json_of({"list", folder / "."})["scenarios"];
    REQUIRE(list.size() == 2);
    CHECK(list[0]["errors"] == 1);
    CHECK(list[0]["name"].is_null());
    CHECK(list[1]["name"] == "fine");
    CHECK(list[1]["title"] == "A title");
}

TEST_CASE("validate --json has every issue with its place, or every parameter") {
    Folder folder;
    const std::string file =
        folder.write("broken.yaml", "schema: 1\nextends: " + kSmoke + "\nscael: 3\nseed: -1\n");
    const auto broken = json_of({"validate", file}, tools::kBadInput);
    CHECK(broken["ok"] == false);
    REQUIRE(broken["errors"].size() == 2);
    CHECK(broken["errors"][0]["line"] == 3);
    CHECK(broken["errors"][0]["column"] == 1);
    CHECK(broken["errors"][0]["path"] == "scael");
    CHECK(broken["errors"][0]["suggestion"] == "scale");
    CHECK(broken["errors"][1]["line"] == 4);
    CHECK(json_of({"validate", folder / "none.yaml"}, tools::kRefused)["ok"] == false);

    const auto fine = json_of({"validate", kSmoke, "--resolved", "--set", "seed=7"});
    CHECK(fine["ok"] == true);
    CHECK(fine["errors"].empty());
    CHECK(fine["parameters"]["seed"] == "7");
    CHECK(fine["parameters"]["headline.from"] == "2019-11-11T00:00+08:00");
    CHECK_FALSE(json_of({"validate", kSmoke}).contains("parameters"));
}

TEST_CASE("bless --json tells what changes, tables included") {
    Folder folder;
    RunFixture run;
    const std::string file = folder / "baseline.yaml";
    const auto first = json_of({"bless", run.write(folder, "run"), "--baseline", file});
    CHECK(first["new"] == true);
    CHECK(first["written"] == true);
    run.metrics["gmv_cny"] = 1001;
    run.columns["platform"]["orders"] = "b2";
    const auto second = json_of({"bless", run.write(folder, "other"), "--baseline", file});
    CHECK(second["new"] == false);
    REQUIRE(second["metrics"].size() == 1);
    CHECK(second["metrics"][0]["before"] == 1000);
    CHECK(second["metrics"][0]["now"] == 1001);
    REQUIRE(second["tables"].size() == 1);
    CHECK(second["tables"][0]["table"] == "platform");
    CHECK(second["tables"][0]["changed"][0] == "orders");
    CHECK(json_of({"bless", folder / "other", "--baseline", file})["written"] == false);
}
