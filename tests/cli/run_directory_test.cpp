#include <catch2/catch.hpp>
#include <csignal>
#include <nlohmann/json.hpp>

#include "models/messages.hpp"

#include "tests/cli/program.hpp"

using Catch::Matchers::Contains;

namespace {
nlohmann::json json(const std::string& path) {
    return nlohmann::json::parse(tools::read_file(path));
}
}  // namespace

TEST_CASE("a run writes all its files, and a screen of 80 columns") {
    Folder folder;
    const Outcome o = program(quick_run(folder / "run"));
    REQUIRE(o.code == tools::kFine);
    CHECK(o.err.empty());
    std::istringstream screen(o.out);
    for (std::string line; std::getline(screen, line);) {
        if (!line.starts_with("  written to")) CHECK(line.size() <= 80);
    }
    for (const char* name :
         {"manifest.json", "scenario.resolved.yaml", "summary.json", "milestones.csv", "funnel.csv",
          "metrics.csv", "series/platform.csv", "series/preorders.csv", "series/logistics.csv",
          "series/logistics_by_province.csv"}) {
        CHECK(std::filesystem::file_size(folder / ("run/" + std::string(name))) > 0);
    }
    CHECK(folder.names() == std::vector<std::string>{"run"});

    const nlohmann::json summary = json(folder / "run/summary.json");
    for (const char* name : {"gmv_cny",
                             "orders_created",
                             "orders_paid",
                             "orders_rejected",
                             "orders_expired",
                             "delivery_orders",
                             "peak_orders_per_s",
                             "peak_orders_at_s",
                             "peak_payments_per_s",
                             "peak_payments_at_s",
                             "parcels_shipped",
                             "parcels_delivered",
                             "days_until_100_million_delivered",
                             "presale_gmv_cny",
                             "livestream_gmv_cny",
                             "stockout_lost_orders",
                             "events",
                             "wall_s",
                             "peak_rss_bytes",
                             "digest",
                             "scale",
                             "seed",
                             "scenario",
                             "version",
                             "inputs",
                             "raw"}) {
        CAPTURE(name);
        CHECK(summary.contains(name));
    }
    CHECK(summary["scale"] == 1.0 / 20000);
    CHECK(json(folder / "run/manifest.json")["status"] == "complete");

    // The resolved scenario is enough to do it again.
    const Outcome again = program({"run", folder / "run/scenario.resolved.yaml", "--quiet", "--out",
                                   folder / "again", "--json"});
    REQUIRE(again.code == tools::kFine);
    CHECK(nlohmann::json::parse(again.out)["digest"] == summary["digest"]);
}

TEST_CASE("--force replaces a run, and a dry run writes nothing") {
    Folder folder;
    REQUIRE(program(quick_run(folder / "run")).code == tools::kFine);
    folder.write("run/leftover", "x");
    REQUIRE(program(quick_run(folder / "run", {"--force"})).code == tools::kFine);
    CHECK_FALSE(std::filesystem::exists(folder / "run/leftover"));

    Folder dry;
    const Outcome o = program(quick_run(dry / "run", {"--dry-run"}));
    CHECK(o.code == tools::kFine);
    CHECK_THAT(o.out, Contains("estimated"));
    CHECK(dry.empty());
}

TEST_CASE("books that do not balance fail the run, by name, and keep what there is") {
    Folder folder;
    bool lost = false;
    const tools::Hooks hooks{[&](models::World& world) {
        if (!lost && world.now() > 0) lost = world.unit(0).lose_for_test(models::kRetry);
    }};
    const Outcome o = program(quick_run(folder / "run"), hooks);
    CHECK(o.code == tools::kUnbalanced);
    CHECK_THAT(o.err, Contains("the books do not balance: intentions: intentions") &&
                          Contains("in the bin that ends at 2019-11-11T00:00:") &&
                          Contains("(seed 1)"));
    CHECK(folder.names() == std::vector<std::string>{"run.failed"});
    CHECK(json(folder / "run.failed/manifest.json")["status"] == "failed");
}

TEST_CASE("an interrupted run keeps what it has") {
    Folder folder;
    const tools::Hooks hooks{[&](models::World& world) {
        if (world.now() == 60 * sim::kSecond) std::raise(SIGINT);
    }};
    const Outcome o = program(quick_run(folder / "run"), hooks);
    CHECK(o.code == tools::kInterrupted);
    CHECK(folder.names() == std::vector<std::string>{"run.partial"});
    CHECK(json(folder / "run.partial/manifest.json")["status"] == "partial");
}
