// The number of units is a matter of how the platform is cut, not of what shoppers want.
#include <catch2/catch.hpp>
#include <map>
#include <utility>

#include "tests/models/world/two_hours.hpp"

using namespace models;

namespace {

struct First {
    sim::Time at = 0;
    std::uint64_t shopper = 0;
    // Of those that were seen in hand at the end of a window: the others were refused at once, for
    // good, and nothing of them is kept.
    bool seen = false;
    std::uint8_t province = 0, group = 0, lines = 0;
    std::array<Line, kMaxLines> line{};
};

struct Firsts {
    std::map<std::pair<std::uint64_t, Source>, First> attempts;
    std::int64_t retries = 0;
    std::int64_t sold_out = 0;
};

// First attempts of every check-out of an hour around midnight. All are traced; what is in hand is
// read at the end of every window, before anything can be substituted.
Firsts first_attempts(const char* units) {
    World world(two_hours({"trace.orders=1000000", units}), {}, {});
    Firsts all;
    world.run([&](const World::Moment& m) {
        for (std::size_t u = 0; u < world.units(); ++u) {
            for (const Checkout& c : world.unit(u).pool().places()) {
                if (c.lines == 0 || c.turns > 0) continue;
                First& first = all.attempts[{c.number, c.source}];
                if (first.seen) continue;
                first.seen = true;
                first.province = c.province;
                first.group = c.group;
                first.lines = c.lines;
                first.line = c.line;
            }
        }
        return m.now < 90 * sim::kMinute;
    });
    const Buyers buyers(world.scenario().consumers, world.scenario().provinces,
                        world.sizes().shoppers, world.units(),
                        static_cast<std::uint64_t>(world.scenario().seed));
    for (std::size_t u = 0; u < world.units(); ++u) {
        for (const OrderTrace& t : world.unit(u).traces()) {
            all.retries += t.stage == TraceStage::refused;
            all.sold_out += t.stage == TraceStage::sold_out;
            if (t.stage != TraceStage::intended) continue;
            const std::uint64_t number = t.checkout / kSources;
            First& first = all.attempts[{number, static_cast<Source>(t.checkout % kSources)}];
            first.at = t.at;
            first.shopper = buyers.shopper_of(number);
            // The unit that serves the shopper is the one that traced it.
            REQUIRE(buyers.unit(first.shopper) == u);
        }
    }
    return all;
}

}  // namespace

TEST_CASE("31 units instead of 8 change no first attempt: time, shopper and choice") {
    const Firsts eight = first_attempts("platform.units=8");
    const Firsts many = first_attempts("platform.units=31");
    // The comparison is worth something: there were refusals, sold-out items and many attempts.
    CHECK(eight.attempts.size() > 10'000);
    CHECK(eight.retries > 100);
    CHECK(eight.sold_out > 100);

    REQUIRE(many.attempts.size() == eight.attempts.size());
    std::int64_t choices = 0;
    std::int64_t compared = 0;
    std::int64_t differ = 0;
    auto other = many.attempts.begin();
    for (const auto& [key, a] : eight.attempts) {
        const First& b = other->second;
        REQUIRE(other->first == key);
        ++other;
        differ += a.at != b.at || a.shopper != b.shopper;
        // A balance is no choice, and may be paid within a window.
        if (key.second == Source::presale) continue;
        ++choices;
        if (!a.seen || !b.seen) continue;
        ++compared;
        bool same = a.province == b.province && a.group == b.group && a.lines == b.lines;
        for (std::size_t i = 0; i < kMaxLines; ++i) {
            same = same && a.line[i].item == b.line[i].item && a.line[i].fen == b.line[i].fen;
        }
        differ += !same;
    }
    CHECK(differ == 0);
    CHECK(static_cast<double>(compared) > 0.95 * static_cast<double>(choices));
}
