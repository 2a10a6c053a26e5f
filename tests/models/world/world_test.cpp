#include "models/world/world.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <memory>

#include "sim/random/mix.hpp"

#include "models/messages.hpp"

#include "tests/models/world/two_hours.hpp"

using namespace models;

namespace {

const auto go_on = [](const World::Moment&) { return true; };

}  // namespace

TEST_CASE("at the end of a run everything has found its place") {
    const Scenario scenario = two_hours({"consumers.ordinary.orders_per_day=0"});
    World world(scenario, {}, {});
    world.run(go_on);
    const Ledger l = world.ledger(kCounted);
    const UnitTotals& u = l.units;
    CHECK(u.trying == 0);
    CHECK(u.awaiting == 0);
    CHECK(u.created == u.paid + u.expired);
    CHECK(l.parcels.headline_made == l.parcels.headline_delivered);
    const Sizes sizes = size_of(scenario);
    CHECK(l.deposits_placed == sizes.deposits);
    CHECK(u.balances_paid + u.balances_given_up == sizes.balances);
    CHECK(l.forfeited == sizes.deposits - sizes.balances);
    CHECK(l.stock.reserved == 0);
    CHECK(l.stock.replenished == sizes.deposits);
    CHECK(u.intentions >= sizes.carts);
}

TEST_CASE("ordinary orders pass the same stages as counts, at the rate of the scenario") {
    const auto world_of = [](const std::vector<std::string>& more) {
        auto world =
            std::make_unique<World>(two_hours(more), std::vector<sim::Time>{}, World::Options{});
        world->run(go_on);
        return world;
    };
    const auto world = world_of({"consumers.ordinary.orders_per_day=100e6"});
    const Ledger l = world->ledger(kCounted);
    // Two days less half an hour before the detail, and from 02:00 on: all of it without a limit.
    const Scenario& s = world->scenario();
    std::int64_t minutes = 0;
    double expected = 0;
    for (sim::Time t = world->begin(); t < world->now(); t += sim::kMinute) {
        if (s.detail.front().contains(t)) continue;
        const auto hour =
            static_cast<std::size_t>(((t % sim::kDay) + sim::kDay) % sim::kDay / sim::kHour);
        expected += 100e6 / 20'000 / 60 * s.consumers.ordinary.hours[hour] / 100;
        ++minutes;
    }
    CAPTURE(minutes, expected);
    CHECK(std::abs(static_cast<double>(l.units.counted) - expected) < 5 * std::sqrt(expected));

    // A capacity that is too small turns the excess away, and the books still balance.
    const auto narrow =
        world_of({"consumers.ordinary.orders_per_day=100e6", "platform.order_capacity=1000/s"});
    CHECK(narrow->ledger(kCounted).units.rejected > 0);
    CHECK(narrow->ledger(kCounted).units.counted < l.units.counted);

    // Individuals do not notice them.
    const auto none = world_of({"consumers.ordinary.orders_per_day=0"});
    CHECK(none->ledger(kCounted).units.counted == 0);
    CHECK(none->headline_ledger().headline.gmv == world->headline_ledger().headline.gmv);
}

TEST_CASE("a run may begin late and end early, and simulates the same shoppers") {
    World whole(two_hours(), {}, {});
    whole.run(go_on);
    World part(two_hours({"start=2019-11-10T23:45+08:00", "horizon=2019-11-11T00:30+08:00"}), {},
               {});
    part.run(go_on);
    CHECK(part.begin() == -15 * sim::kMinute);
    CHECK(part.now() == 30 * sim::kMinute);
    CHECK_FALSE(part.headline_over());
    const auto intentions = [](const World& world, sim::Time t) {
        std::int64_t sum = 0;
        for (std::size_t u = 0; u < world.units(); ++u) {
            sum += world.unit(u).probe().series().at(world.probes().bins.index_of(t), kIntentions);
        }
        return sum;
    };
    for (sim::Time t = -14 * sim::kMinute; t < 30 * sim::kMinute; t += 7 * sim::kSecond) {
        CHECK(intentions(part, t) == intentions(whole, t));
    }
    CHECK(part.ledger(kCounted).deposits_placed == whole.ledger(kCounted).deposits_placed);
}

TEST_CASE("traced orders are followed from intention to door, and nothing feeds back") {
    World traced(two_hours({"trace.orders=500"}), {}, {});
    World plain(two_hours({"trace.orders=0"}), {}, {});
    traced.run(go_on);
    plain.run(go_on);
    CHECK(fingerprint(traced) == fingerprint(plain));

    std::map<std::uint64_t, std::vector<ParcelTrace>> parcels;  // by label
    for (std::size_t p = 0; p < traced.provinces(); ++p) {
        for (const ParcelTrace& t : traced.province(p).traces()) parcels[t.label].push_back(t);
    }
    std::size_t paid = 0, orders = 0;
    for (std::size_t u = 0; u < traced.units(); ++u) {
        CHECK(plain.unit(u).traces().empty());
        for (const OrderTrace& t : traced.unit(u).traces()) {
            orders += t.stage == TraceStage::created;
            if (t.stage != TraceStage::paid) continue;
            ++paid;
            std::vector<ParcelTrace> way = parcels.at(t.label);
            std::sort(way.begin(), way.end(),
                      [](const ParcelTrace& a, const ParcelTrace& b) { return a.stage < b.stage; });
            REQUIRE(way.size() == 9);
            CHECK(way.front().stage == TraceStage::at_merchant);
            CHECK(way.back().stage == TraceStage::delivered);
            sim::Time last = t.at;
            for (const ParcelTrace& step : way) {
                CHECK(step.at >= last);
                last = step.at;
            }
        }
    }
    // About so many of the headline's day; two hours around midnight have more than half of them.
    CHECK(orders > 100);
    CHECK(orders < 700);
    CHECK(static_cast<double>(paid) > 0.8 * static_cast<double>(orders));
}

TEST_CASE("where all orders are traced no two parcels share a trace") {
    World world(two_hours({"trace.orders=1000000"}), {}, {});
    world.run(go_on);
    std::map<std::uint64_t, std::size_t> steps;  // by label
    for (std::size_t p = 0; p < world.provinces(); ++p) {
        for (const ParcelTrace& t : world.province(p).traces()) ++steps[t.label];
    }
    std::size_t paid = 0, shared = 0;
    for (std::size_t u = 0; u < world.units(); ++u) {
        for (const OrderTrace& t : world.unit(u).traces()) {
            if (t.stage != TraceStage::paid) continue;
            ++paid;
            shared += steps.at(t.label) != 9;
        }
    }
    CHECK(paid > 10'000);
    CHECK(shared == 0);
}

TEST_CASE("sale prices hold when the promotion says so, for all or for a category") {
    const auto orders = [](const Scenario& scenario) {
        World world(scenario, {}, {});
        world.run(go_on);
        return world.headline_ledger().headline.ordered;
    };
    Scenario scenario = two_hours();
    const std::int64_t headline = orders(scenario);
    const Window first_hour{0, sim::kHour};
    scenario.merchants.categories[3].promotions = {first_hour};
    const std::int64_t less = orders(scenario);
    scenario.merchants.promotions = {first_hour};
    const std::int64_t half = orders(scenario);
    CHECK(half < less);
    CHECK(less < headline);
}

TEST_CASE("couriers change parcels and nothing else") {
    const Scenario base = two_hours();
    const Scenario slow = two_hours({"logistics.delivery_per_day=250e6"});
    World a(base, {}, {}), b(slow, {}, {});
    a.run(go_on);
    b.run(go_on);
    for (std::size_t u = 0; u < a.units(); ++u) {
        CHECK(a.unit(u).probe().series() == b.unit(u).probe().series());
    }
    CHECK(fingerprint(a) != fingerprint(b));
}

TEST_CASE("units change neither who intends what, nor when") {
    std::vector<std::int64_t> first;
    for (const char* units : {"platform.units=2", "platform.units=8", "platform.units=31"}) {
        World world(two_hours({units}), {}, {});
        world.run(go_on);
        PlatformProbe probe = world.unit(0).probe();
        for (std::size_t u = 1; u < world.units(); ++u) probe.merge(world.unit(u).probe());
        std::vector<std::int64_t> intentions;
        for (std::size_t b = 0; b < probe.series().bins(); ++b) {
            intentions.push_back(probe.series().at(b, kIntentions));
        }
        if (first.empty()) first = intentions;
        CHECK(intentions == first);
    }
}

TEST_CASE("an entity that is lost on its way shows in the book it belongs to") {
    const auto broken = [](auto&& lose) -> std::string {
        World world(two_hours(), {}, {});
        bool lost = false;
        sim::Time lost_at = 0;
        try {
            world.run([&](const World::Moment& m) {
                if (!lost && m.now > 10 * sim::kSecond) {
                    lost = lose(world, m.now);
                    lost_at = m.now;
                }
                return true;
            });
        } catch (const BooksError& e) {
            CHECK(world.now() - lost_at <= 6 * sim::kHour);
            return e.imbalance().book;
        }
        return lost ? "unnoticed" : "nothing to lose";
    };
    const auto event = [](std::uint8_t kind) {
        return [kind](World& world, sim::Time) { return world.unit(0).lose_for_test(kind); };
    };
    CHECK(broken(event(kRetry)) == "intentions");
    CHECK(broken(event(kStockAnswer)) == "intentions");
    CHECK(broken(event(kCreationDone)) == "intentions");
    CHECK(broken(event(kPaymentRequest)) == "check-outs");
    CHECK(broken(event(kPaymentDone)) == "check-outs");
    CHECK(broken([](World& world, sim::Time t) {
              return t > 2 * sim::kDay && world.province(4).lose_for_test();
          }) == "parcels");
    CHECK(broken([](World& world, sim::Time t) {
              return t > 2 * sim::kDay && world.province(4).mislabel_for_test(true);
          }) == "headline parcels");
    CHECK(broken([](World& world, sim::Time) {
              return world.unit(0).break_parcel_for_test(false);
          }) == "parcels handed over");
    CHECK(broken([](World& world, sim::Time) {
              return world.stock(1).break_for_test(StockCell::Mistake::confused);
          }) == "stock");
    CHECK(broken([](World& world, sim::Time t) {
              if (t < sim::kMinute) return false;
              world.unit(0).misrecord_for_test();
              return true;
          }) == "gmv");
    CHECK(broken([](World& world, sim::Time) { return world.forget_deposit_for_test(); }) ==
          "deposits");
}

TEST_CASE("without the gate there is no second burst") {
    const auto minute_after_gate = [](const std::vector<std::string>& overrides) {
        const Scenario scenario = two_hours(overrides);
        World world(scenario, {sim::kHour, sim::kHour + 4 * sim::kMinute}, {});
        world.run(go_on);
        PlatformProbe probe = world.unit(0).probe();
        for (std::size_t u = 1; u < world.units(); ++u) probe.merge(world.unit(u).probe());
        return static_cast<double>(probe.marks()[1].gmv_fen);
    };
    const double with = minute_after_gate({});
    const double without = minute_after_gate({"preorders.balance.from=2019-11-11T00:00+08:00"});
    CHECK(with > 3 * without);
}

TEST_CASE("a run may end before the sale opens") {
    World world(two_hours({"horizon=2019-11-10T23:45+08:00"}), {}, {});
    world.run(go_on);
    CHECK(world.now() == -15 * sim::kMinute);
}

TEST_CASE("who would pay after the platform has closed does not, and the order expires") {
    World world(two_hours({"consumers.payment.delay=31 d", "consumers.ordinary.orders_per_day=0"}),
                {}, {});
    world.run(go_on);
    const UnitTotals u = world.ledger(kCounted).units;
    CHECK(u.created > 1000);
    CHECK(u.created == u.paid + u.expired);
    CHECK(u.paid - u.balances_paid < u.created / 100);  // at most 3.5 h of a mean of 31 d
}
