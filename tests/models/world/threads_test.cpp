// How a world is run makes no difference to it.
#include <catch2/catch.hpp>

#include "tests/models/world/two_hours.hpp"

using namespace models;

namespace {

struct Run {
    std::string fingerprint;
    std::uint64_t events;
};

Run run(const Scenario& scenario, World::Options options = {},
        const std::vector<sim::Time>& relocations = {}) {
    World world(scenario, {}, options);
    for (const sim::Time stop : relocations) {
        world.run([&](const World::Moment& m) { return m.now < stop; });
        world.relocate();
    }
    world.run([](const World::Moment&) { return true; });
    return {fingerprint(world), world.executor().events()};
}

}  // namespace

TEST_CASE("threads, transport, addresses and idle events do not change a result") {
    const Scenario scenario = two_hours();
    const Run one = run(scenario);
    for (const int threads : {2, 3, 8}) {
        CHECK(run(scenario, {.threads = threads}).fingerprint == one.fingerprint);
    }
    CHECK(run(scenario, {.transport = sim::Transport::bytes}).fingerprint == one.fingerprint);
    CHECK(run(scenario, {}, {-60 * sim::kSecond, 30 * sim::kSecond, 3700 * sim::kSecond})
              .fingerprint == one.fingerprint);
    const Run idle = run(scenario, {.idle_events = true});
    CHECK(idle.fingerprint == one.fingerprint);
    CHECK(idle.events > one.events);
    CHECK(run(two_hours({"seed=2"})).fingerprint != one.fingerprint);
}
