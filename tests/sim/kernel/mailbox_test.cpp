#include "sim/kernel/mailbox.hpp"

#include <catch2/catch.hpp>

using namespace sim;

TEST_CASE("both transports give back the same messages in the same order") {
    for (const Transport transport : {Transport::memory, Transport::bytes}) {
        Mailbox box;
        CHECK(box.empty());
        for (int round = 0; round < 2; ++round) {
            for (std::uint64_t i = 0; i < 100; ++i) {
                box.put({make_event(-static_cast<Time>(i), 200, i << 20, 65535), ~i}, transport);
            }
            CHECK_FALSE(box.empty());
            const auto mail = box.take();
            REQUIRE(mail.size() == 100);
            for (std::uint64_t i = 0; i < 100; ++i) {
                REQUIRE(mail[i].event == make_event(-static_cast<Time>(i), 200, i << 20, 65535));
                REQUIRE(mail[i].payload == ~i);
            }
            box.clear();
            CHECK(box.empty());
        }
    }
}
