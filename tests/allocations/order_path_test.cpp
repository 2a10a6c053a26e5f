// An order's path, from a shopper's plan through admission, creation, stock and payment to the
// parcel at the door, takes its memory from storage that is there already.

#include <catch2/catch.hpp>
#include <string>

#include "models/world/world.hpp"

#include "tests/allocations/counter.hpp"
#include "tests/models/scenarios.hpp"

using namespace models;

namespace {

struct Hour {
    std::int64_t allocations;
    std::int64_t orders;
};

// An hour of the afternoon, when neither queues nor carts nor parcels under way grow much.
Hour afternoon(const std::string& scale) {
    World world(shipped("double11-2019.yaml", {"scale=" + scale}), {}, {});
    const sim::Time from = 14 * sim::kHour, until = 15 * sim::kHour;
    Hour before{}, after{};
    const auto read = [&] { return Hour{allocations::count(), world.ledger(0).units.created}; };
    world.run([&](const World::Moment& m) {
        if (m.now == from) before = read();
        if (m.now == until) after = read();
        return m.now < until;
    });
    return {after.allocations - before.allocations, after.orders - before.orders};
}

}  // namespace

TEST_CASE("the path of an order allocates nothing", "[order]") {
    const Hour small = afternoon("1/2000");
    const Hour large = afternoon("1/200");
    CAPTURE(small.allocations, small.orders, large.allocations, large.orders);
    REQUIRE(large.orders > 9 * small.orders);
    CHECK(large.allocations < large.orders / 1000);
}
