#include "sim/kernel/time.hpp"

#include <catch2/catch.hpp>

TEST_CASE("whole seconds are whole") {
    static_assert(sim::to_seconds(3839 * sim::kSecond) == 3839.0);
    for (std::int64_t s = -200'000; s < 200'000; ++s) {
        if (sim::to_seconds(s * sim::kSecond) != static_cast<double>(s)) FAIL(s);
    }
}
