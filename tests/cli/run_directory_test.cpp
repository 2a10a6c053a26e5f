#include <catch2/catch.hpp>
#include <cmath>
#include <csignal>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "models/messages.hpp"

#include "tests/cli/replicated.hpp"

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

TEST_CASE("a run writes all its files, and a screen of 80 columns") {
    Folder folder;
    const ProgramResult o = program(quick_run(folder / "run"));
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
    const ProgramResult again = program({"run", folder / "run/scenario.resolved.yaml", "--quiet",
                                         "--out", folder / "again", "--json"});
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
    const ProgramResult o = program(quick_run(dry / "run", {"--dry-run"}));
    CHECK(o.code == tools::kFine);
    CHECK_THAT(o.out, Contains("estimated"));
    CHECK(dry.empty());
}

namespace {

// What goes wrong in a run, and the book that must notice.
struct Defect {
    const char* book;
    std::function<bool(models::World&)> happen;  // true once it has
};

using Mistake = models::StockCell::Mistake;
Defect goods(const char* book, Mistake mistake) {
    return {book, [mistake](models::World& w) { return w.stock(0).break_for_test(mistake); }};
}
Defect lost(const char* book, std::uint8_t kind) {
    return {book, [kind](models::World& w) { return w.unit(0).lose_for_test(kind); }};
}

Defect doubled(const char* book, std::int64_t models::UnitTotals::*flow) {
    return {book, [flow](models::World& w) {
                w.unit(1).double_for_test(flow);
                return true;
            }};
}

}  // namespace

TEST_CASE("books that do not balance fail the run, by name, and keep what there is") {
    using models::UnitTotals;
    const Defect defect = GENERATE(
        lost("intentions", models::kRetry), lost("check-outs", models::kPaymentRequest),
        doubled("attempts", &UnitTotals::attempts), doubled("orders", &UnitTotals::created),
        doubled("balances", &UnitTotals::balances_paid),
        doubled("value of orders", &UnitTotals::value_created),
        doubled("value of balances", &UnitTotals::value_asked),
        doubled("reservations", &UnitTotals::refusals),
        Defect{"promises", [](models::World& w) { return w.skip_balance_for_test(); }},
        Defect{"gmv",
               [](models::World& w) {
                   if (w.now() < sim::kMinute) return false;
                   w.unit(0).misrecord_for_test();
                   return true;
               }},
        Defect{"deposits", [](models::World& w) { return w.forget_deposit_for_test(); }},
        Defect{"parcels handed over",
               [](models::World& w) { return w.unit(0).break_parcel_for_test(false); }},
        Defect{"headline parcels handed over",
               [](models::World& w) { return w.unit(0).break_parcel_for_test(true); }},
        Defect{"headline parcels",
               [](models::World& w) { return w.province(4).mislabel_for_test(true); }},
        Defect{"background parcels",
               [](models::World& w) { return w.province(4).mislabel_for_test(false); }},
        goods("stock", Mistake::lost), goods("stock", Mistake::confused),
        goods("goods sold", Mistake::sold), goods("goods returned", Mistake::returned),
        Defect{"parcels", [](models::World& w) { return w.province(4).lose_for_test(); }});
    Folder folder;
    bool happened = false;
    const tools::Hooks hooks{[&](models::World& world) {
        if (!happened && world.now() > 0) happened = defect.happen(world);
    }};
    const ProgramResult o = program(quick_run(folder / "run"), hooks);
    CAPTURE(o.err);
    CHECK(happened);
    CHECK(o.code == tools::kUnbalanced);
    CHECK_THAT(o.err, Contains("the books do not balance: " + std::string(defect.book) + ":") &&
                          Contains("in the bin that ends at 2019-11-1") && Contains("(seed 1)"));
    CHECK(folder.names() == std::vector<std::string>{"run.failed"});
    CHECK(json(folder / "run.failed/manifest.json")["status"] == "failed");
}

TEST_CASE("an interrupted run keeps what it has") {
    Folder folder;
    const tools::Hooks hooks{[&](models::World& world) {
        if (world.now() == 60 * sim::kSecond) std::raise(SIGINT);
    }};
    const ProgramResult o = program(quick_run(folder / "run"), hooks);
    CHECK(o.code == tools::kInterrupted);
    CHECK(folder.names() == std::vector<std::string>{"run.partial"});
    CHECK(json(folder / "run.partial/manifest.json")["status"] == "partial");
}

TEST_CASE("what a run did not get to has no value") {
    Folder folder;
    const auto summary = [&](const char* name, const std::vector<std::string>& more) {
        REQUIRE(program(quick_run(folder / name, more)).code == tools::kFine);
        return nlohmann::json::parse(tools::read_file(folder / name + "/summary.json"));
    };
    // Quantiles of the delivery time are those of all parcels, not of the quick ones.
    const auto whole = summary("whole", {});
    const auto cut = summary("cut", {"--set", "horizon=2019-11-14T00:00+08:00"});
    const double delivered = cut["parcels_delivered"];
    REQUIRE(delivered > 0.1 * cut["delivery_orders"].get<double>());
    REQUIRE(delivered < 0.9 * cut["delivery_orders"].get<double>());
    CHECK(cut["days_to_door_p95"].is_null());
    if (delivered > 0.5 * cut["delivery_orders"].get<double>()) {
        CHECK(cut["days_to_door_p50"].get<double>() >= whole["days_to_door_p50"].get<double>());
    } else {
        CHECK(cut["days_to_door_p50"].is_null());
    }
    // Nobody buys: no second is the busiest, and no plateau lasts all day.
    const auto empty = summary("empty", {"--set", "consumers.delivery_orders=1", "--set",
                                         "consumers.gmv=208 CNY", "--scale", "1/1000"});
    CHECK(empty["peak_payments_per_s"] == 0);
    CHECK(empty["peak_payments_at_s"].is_null());
}

namespace {
std::vector<std::vector<std::string>> rows_of(const std::string& csv) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(csv);
    for (std::string line; std::getline(lines, line);) {
        auto& row = rows.emplace_back();
        std::istringstream cells(line + ',');
        for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
    }
    return rows;
}
}  // namespace

TEST_CASE("what means nothing at a scale is empty, null and marked") {
    Folder folder;
    const ProgramResult o = program(quick_run(folder / "run"));
    REQUIRE(o.code == tools::kFine);
    const auto summary = nlohmann::json::parse(tools::read_file(folder / "run/summary.json"));
    CHECK(summary["orders_rejected"].is_null());
    CHECK(summary["stockout_lost_orders"].is_null());
    CHECK(summary["payments_plateau_s"].is_null());
    CHECK(summary["raw"]["orders_rejected"].is_number());
    CHECK(summary["orders_created"].is_number());
    CHECK_THAT(o.out, Contains("orders refused, each refusal once                     -  unsafe "
                               "below 1/100\n") &&
                          Contains("errors mean nothing at this scale; only from 1/1000 on\n"));
    CHECK(summary["peak_orders_at_s"].is_null());
    CHECK(summary["peak_orders_per_s"].is_null());
    const std::string funnel = tools::read_file(folder / "run/funnel.csv");
    for (const char* stage : {"attempts", "rejected", "given_up", "stockout_lost_orders"}) {
        CHECK_THAT(funnel, Contains(std::string("\n") + stage + ",,"));
    }
    CHECK_THAT(funnel, !Contains("\naccepted,,"));
    const auto milestones = rows_of(tools::read_file(folder / "run/milestones.csv"));
    REQUIRE(milestones.size() > 1);
    for (const auto& cells : milestones) {
        const bool head = &cells == &milestones.front();
        CHECK(cells[6].empty() != head);
        CHECK(cells[8].empty() != head);
    }
    const std::string dictionary = tools::read_file(folder / "run/metrics.csv");
    CHECK_THAT(dictionary, Contains("\nplatform,orders_rejected_per_s,orders/s,flow,no,") &&
                               Contains("\nplatform,orders_created_per_s,orders/s,flow,yes,"));
    std::istringstream series(tools::read_file(folder / "run/series/platform.csv"));
    std::string head, row;
    std::getline(series, head);
    std::getline(series, row);
    CHECK_THAT(head, StartsWith("time,elapsed_s,bin_s,intentions_per_s,attempts_per_s,"
                                "orders_rejected_per_s,orders_timed_out_per_s,"));
    const auto cells = rows_of(row).front();
    CHECK(!cells[3].empty());
    CHECK(cells[4].empty());
    CHECK(cells[5].empty());
}

TEST_CASE("at every row of preorders.csv, deposits placed are paid, forfeited or open") {
    Folder folder;
    REQUIRE(program(quick_run(folder / "run")).code == tools::kFine);
    std::istringstream rows(tools::read_file(folder / "run/series/preorders.csv"));
    std::string line;
    std::getline(rows, line);
    CHECK(line ==
          "time,elapsed_s,bin_s,deposits_cumulative,deposits_cny_cumulative,balances_paid_per_s,"
          "balances_paid_cumulative,deposits_forfeited_per_s,deposits_forfeited_cumulative,"
          "deposits_open");
    double paid = 0, forfeited = 0, open = 0;
    std::size_t unbalanced = 0, rising = 0;
    while (std::getline(rows, line)) {
        std::istringstream cells(line.substr(line.find(',') + 1));
        std::vector<double> v;
        for (std::string cell; std::getline(cells, cell, ',');) v.push_back(std::stod(cell));
        REQUIRE(v.size() == 9);
        paid += v[4] * v[1];
        forfeited += v[6] * v[1];
        if (v[2] != v[5] + v[7] + v[8]) ++unbalanced;
        if (std::abs(paid - v[5]) > 1e-6 * paid + 1e-3) ++unbalanced;
        if (std::abs(forfeited - v[7]) > 1e-6 * forfeited + 1e-3) ++unbalanced;
        if (v[8] > open) ++rising;
        open = v[8];
    }
    CHECK(unbalanced == 0);
    CHECK(rising > 10);
    CHECK(paid > 0);
    CHECK(forfeited > 0);
    CHECK(open == 0);
}

TEST_CASE(
    "the closing rate is that of the first day where the headline is longer and no record given") {
    Folder folder;
    const std::vector<std::string> more = {"--set", "headline.until=2019-11-12T01:00+08:00",
                                           "--set", "detail.0.until=2019-11-12T01:00+08:00",
                                           "--set", "record=\"\""};
    const ProgramResult o = program(quick_run(folder / "run", more));
    CHECK(o.code == tools::kFine);
    CHECK_THAT(o.out, Contains("rate of GMV 22:30-24:00 to the mean") &&
                          !Contains("22:30-24:00 to the mean                0.00"));
}
