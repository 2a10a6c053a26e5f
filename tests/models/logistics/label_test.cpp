#include "models/logistics/label.hpp"

#include <catch2/catch.hpp>

#include "sim/kernel/event.hpp"

using namespace models;

TEST_CASE("labels survive packing and fit into an event") {
    for (const ParcelClass kind : {ParcelClass::ordinary, ParcelClass::presale,
                                   ParcelClass::neighbour, ParcelClass::background}) {
        const ParcelLabel label{31, 30, kind, 65535};
        CHECK(label.pack() <= sim::kMaxEntity);
        const ParcelLabel back = ParcelLabel::unpack(label.pack());
        CHECK(back.origin == 31);
        CHECK(back.destination == 30);
        CHECK(back.kind == kind);
        CHECK(back.ordered == 65535);
    }
    CHECK(in_headline(ParcelClass::presale));
    CHECK_FALSE(in_headline(ParcelClass::neighbour));
    CHECK_FALSE(in_headline(ParcelClass::background));
}
