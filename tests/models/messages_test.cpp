#include "models/messages.hpp"

#include <catch2/catch.hpp>

using namespace models;

TEST_CASE("stock lines and counts survive packing") {
    const StockLine line{(1u << 24) - 1, 255, (1u << 30) - 1, 3};
    const StockLine back = StockLine::unpack(line.pack());
    CHECK(back.item == line.item);
    CHECK(back.unit == line.unit);
    CHECK(back.slot == line.slot);
    CHECK(back.line == line.line);
    const ItemCount count = ItemCount::unpack(ItemCount{7, 1u << 31}.pack());
    CHECK(count.item == 7);
    CHECK(count.count == 1u << 31);
}
