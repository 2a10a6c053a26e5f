// An order's path, from a shopper's plan through admission, creation, stock and payment to the
// parcel at the door, takes its memory from storage that is there already.

#include <catch2/catch.hpp>
#include <string>

#include "models/world/world.hpp"

#include "tests/allocations/counter.hpp"
#include "tests/models/scenarios.hpp"

using namespace models;

namespace {

struct Stretch {
    std::int64_t allocations;
    std::int64_t orders;
};

// What a stretch of the main job takes.
Stretch stretch(const std::string& scale, sim::Time from, sim::Time until) {
    World world(shipped("double11-2019.yaml", {"scale=" + scale}), {}, {});
    Stretch before{}, after{};
    const auto read = [&] { return Stretch{allocations::count(), world.ledger(0).units.created}; };
    world.run([&](const World::Moment& m) {
        if (m.now == from) before = read();
        if (m.now == until) after = read();
        return m.now < until;
    });
    return {after.allocations - before.allocations, after.orders - before.orders};
}

void check_stretch(sim::Time from, sim::Time until) {
    const Stretch small = stretch("1/2000", from, until);
    const Stretch large = stretch("1/200", from, until);
    CAPTURE(small.allocations, small.orders, large.allocations, large.orders);
    REQUIRE(large.orders > 9 * small.orders);
    CHECK(large.allocations < large.orders / 1000);
}

}  // namespace

TEST_CASE("the path of an order allocates nothing in the afternoon", "[order]") {
    // When neither queues nor carts nor parcels under way grow much.
    check_stretch(14 * sim::kHour, 15 * sim::kHour);
}

TEST_CASE("the path of an order allocates nothing at midnight, with refusals and retries",
          "[order]") {
    // From the second minute on; what is in hand has grown by then.
    check_stretch(sim::kMinute, 30 * sim::kMinute);
}
