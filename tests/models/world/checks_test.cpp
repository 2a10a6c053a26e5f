// What the fields of a scenario must satisfy together, word for word.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "models/scenario/reader.hpp"
#include "models/world/scenario.hpp"

using models::Issue;

namespace {

struct Broken {
    std::vector<std::string> sets;
    std::vector<std::string> errors;  // each placed at the last of them
};

std::string errors_with(const std::vector<std::string>& sets) {
    const auto reading = models::read_scenario<models::Scenario>(
        SINGLESDAY_SOURCE_DIR "/scenarios/smoke.yaml", sets);
    std::string text;
    for (const Issue& issue : reading.errors) text += to_text(issue) + "\n";
    return text;
}

void check_all(const std::vector<Broken>& all) {
    for (const Broken& b : all) {
        std::string expected;
        for (const std::string& error : b.errors) {
            expected += "--set " + b.sets.back() + ": " + error + "\n";
        }
        CHECK(errors_with(b.sets) == expected);
    }
}

std::string uncertain(const std::string& text) {
    return "uncertainty=[{parameter: consumers.gmv, " + text + "}]";
}

}  // namespace

TEST_CASE("checks of the times of a run") {
    check_all({
        {{"openings=[]"}, {"openings: there must be exactly one opening"}},
        {{"openings=[2019-11-12T01:00+08:00]"},
         {"openings: the opening must lie in the window of detail, before the headline ends"}},
        {{"logistics.tick=7 min"}, {"logistics.tick: must divide a quarter of an hour"}},
        {{"logistics.tick=90 s"}, {"logistics.tick: must be whole minutes"}},
        {{"origin=2019-11-11T01:00+08:00"}, {"origin: must be a midnight"}},
        {{"headline.until=2019-11-11T00:00+08:00"}, {"headline: must not be empty"}},
        {{"start=2019-11-11T00:15+08:00"},
         {"start: must not lie after the first opening: those who came before would be missing"}},
        {{"detail=[]"}, {"detail: there must be exactly one window of detail"}},
        {{"detail.0.from=2019-11-10T20:01+08:00"},
         {"detail: times of the run must lie on quarters of an hour from the origin"}},
        {{"headline.until=2019-11-11T23:59+08:00"},
         {"headline: times of the run must lie on quarters of an hour from the origin"}},
        {{"start=2019-11-01T00:01+08:00"},
         {"start: times of the run must lie on quarters of an hour from the origin"}},
        {{"horizon=2019-11-30T00:01+08:00"},
         {"horizon: times of the run must lie on quarters of an hour from the origin"}},
        {{"horizon=2020-01-30T00:00+08:00", "detail.0.until=2019-12-30T00:00+08:00"},
         {"detail: must not be longer than 31 d",
          "consumers.shoppers: 5e+04 shoppers would make 4.459e+06 visits; there must be one for "
          "each 30"}},
        {{"detail.0.until=2019-11-11T20:00+08:00"},
         {"detail: the headline must lie inside the window of detail",
          "preorders.balance: must lie between the headline's start and the end of detail"}},
        {{"horizon=2019-11-10T20:00+08:00"},
         {"horizon: must lie after the start and after the begin of detail"}},
        {{"consumers.browse.levels.0.from=-3 h"},
         {"consumers.browse.levels: the first level must begin with the detail"}},
        {{"preorders.balance.from=2019-11-10T23:00+08:00"},
         {"preorders.balance: must lie between the headline's start and the end of detail"}},
        {{"preorders.deposit.until=2019-11-11T00:15+08:00"},
         {"preorders: deposits must close before the headline"}},
    });
}

TEST_CASE("checks of the sizes of a run") {
    check_all({
        {{"consumers.gmv=1 bn CNY"},
         {"consumers.gmv: an order would be worth 0.774 CNY on average; it must be between 1 and "
          "100000 CNY"}},
        {{"scale=1", "consumers.delivery_orders=1e10"},
         {"consumers.delivery_orders: 1.567e+10 carts, deposits and visits would be needed; there "
          "can be 1.5e+10"}},
        {{"consumers.browse.levels=[{from: -4 h, level: 1}, {from: 0 h, level: 0}]"},
         {"consumers.browse.levels: nobody browses in the headline"}},
        {{"consumers.shoppers=1e5"},
         {"consumers.shoppers: 10 shoppers would make 1.787e+05 visits; there must be one for each "
          "30"}},
        {{"scale=1", "platform.order_capacity=1e8/s", "platform.creation_time=60 s"},
         {"platform.creation_time: order creation would need 6.168e+09 servers; there can be 1e+08 "
          "at most"}},
        {{"scale=1", "platform.payment_capacity=1e8/s", "platform.payment_time=60 s"},
         {"platform.payment_time: payment would need 6e+09 servers; there can be 1e+08 at most"}},
        {{"logistics.road_speed_km_h=1"},
         {"logistics: the longest lane, 4618 km, would take 4626 h; it may take 168 h"}},
    });
}

TEST_CASE("checks of shoppers, goods, the platform and the parcel network") {
    check_all({
        {{"consumers.browse.levels=[]"},
         {"consumers.browse.levels: there must be at least one level"}},
        {{"consumers.browse.levels.1.from=-4 h"},
         {"consumers.browse.levels.1.from: levels must be in ascending order of time"}},
        {{"consumers.ordinary.hours=[1, 2]"},
         {"consumers.ordinary.hours: there must be 24 rates, not all of them 0"}},
        {{"consumers.orders_per_checkout=[50 %, 20 %]"},
         {"consumers.orders_per_checkout: must be 1 to 4 parts that add up to 1"}},
        {{"consumers.sensitivity.0.share=1 %"},
         {"consumers.sensitivity: must be 1 to 16 groups whose shares add up to 1"}},
        {{"consumers.carts.share=95 %"},
         {"preorders.share: carts and pre-orders must not exceed all orders"}},
        {{"merchants.categories=[]"}, {"merchants.categories: there must be 1 to 64 categories"}},
        {{"merchants.items=100"}, {"merchants.head_items: must not exceed the items on offer"}},
        {{"platform.expiry=[]"},
         {"platform.expiry: there must be at least one kind of expiry with a share above 0"}},
        {{"preorders.balance.from=2019-11-10T21:00+08:00"},
         {"preorders.balance: balances must not be payable before deposits have closed, at "
          "2019-11-10T22:00+08:00"}},
        {{"preorders.deposit.from=2019-11-10T22:00+08:00"},
         {"preorders.deposit: must not be empty"}},
        {{"preorders.balance.until=2019-11-11T01:00+08:00"},
         {"preorders.balance: must not be empty"}},
        {{"preorders.deposit_share=50 %", "preorders.deposit_counts=10"},
         {"preorders.deposit_counts: a deposit must not count as more than the price"}},
        {{"logistics.work_from.last=4 h"},
         {"logistics.work_from.last: the last must not be before the first"}},
        {{"logistics.work_until.first=5 h"},
         {"logistics.work_until: couriers must end an hour or more after they begin"}},
        {{"logistics.pick_hours=[1]"},
         {"logistics.pick_hours: there must be 24 rates, not all of them 0"}},
        {{"provinces=[]"}, {"provinces: there must be 1 to 32 provinces"}},
        {{"provinces=[{name: x, latitude: 30, longitude: 110, buyers: 1, parcels: 0}]"},
         {"provinces: some must have buyers, and some parcels"}},
    });
}

TEST_CASE("checks of experiments") {
    check_all({
        {{"precision={metrics: [gmv_cny], cap: 5}"},
         {"precision.cap: 5 is below the minimum of 10 replications"}},
        {{"precision={metrics: [gmv_cny], minimum: 200}"},
         {"precision.cap: 100 is below the minimum of 200 replications"}},
        {{uncertain("cv: 0 %")},
         {"uncertainty.0.cv: a normal or lognormal factor needs a cv above 0"}},
        {{uncertain("cv: 80 %")},
         {"uncertainty.0.cv: a normal factor with a cv above 30 % is cut off at 0 so often that "
          "its "
          "mean is above 1; take lognormal"}},
        {{uncertain("cv: 5 %, low: 0.5, high: 0.9")},
         {"uncertainty.0.high: low and high must leave room on both sides of 1"}},
        {{uncertain("cv: 5 %, low: 1")}, {"uncertainty.0.low: must be below 1"}},
        {{uncertain("distribution: uniform, low: 1, high: 1")},
         {"uncertainty.0.high: must be above low"}},
        {{uncertain("distribution: uniform, low: 0.5, high: 1, cv: 5 %")},
         {"uncertainty.0.cv: is for normal and lognormal factors"}},
        {{uncertain("distribution: triangular, low: 0.5, mode: 2, high: 1")},
         {"uncertainty.0.mode: must lie between low and high"}},
        {{"uncertainty=[{parameter: seed, cv: 5 %}]"},
         {"uncertainty.0.parameter: seed cannot be uncertain: it is no quantity of the world"}},
        {{"uncertainty=[{parameter: consumers.shoper, cv: 5 %}]"},
         {"uncertainty.0.parameter: consumers.shoper is no single parameter; did you mean "
          "consumers.shoppers?"}},
        {{"uncertainty=[{parameter: consumers.gmv, cv: 5 %}, {parameter: consumers.gmv, cv: 5 %}]"},
         {"uncertainty.1.parameter: consumers.gmv is there twice"}},
        {{"thresholds=[{metric: gmv_cny}]"},
         {"thresholds.0.metric: needs one limit, either below or above"}},
        {{"name=.x"},
         {"name: must be letters, digits, '.', '_' and '-', and begin with a letter or digit"}},
    });
}
