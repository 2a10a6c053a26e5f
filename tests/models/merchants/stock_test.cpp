#include "models/merchants/stock.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>

#include "sim/kernel/executor.hpp"

using namespace models;

namespace {

struct Ask {
    sim::Time t;
    std::uint32_t item;
    std::uint64_t key;
};

// Sends what it is told to, and remembers the refusals.
class Asker : public sim::EventCell<Asker> {
  public:
    explicit Asker(std::vector<Ask> asks) : EventCell("asker"), asks_(std::move(asks)) {
        for (std::size_t i = 0; i < asks_.size(); ++i) {
            schedule(sim::make_event(asks_[i].t, kStockRequest, i));
        }
    }
    void handle(const sim::Event& e) {
        const auto i = static_cast<std::uint32_t>(sim::entity_of(e));
        const Ask& ask = asks_[i];
        send(1, {sim::make_event(e.time, kStockRequest, ask.key),
                 StockLine{ask.item, 0, i, 0}.pack()});
    }
    void on_message(const sim::Message& m) {
        refused[StockLine::unpack(m.payload).slot] = m.event.time;
    }
    std::size_t memory_bytes() const override { return 0; }

    std::map<std::uint32_t, sim::Time> refused;  // by request

  private:
    std::vector<Ask> asks_;
};

struct Settled {
    std::map<std::uint32_t, sim::Time> refused;
    StockTotals totals;
};

Settled settle(const std::vector<Ask>& asks, std::vector<std::int64_t> stock) {
    sim::Executor executor({});
    executor.add_phase(sim::WindowCalendar({{0, 1000}}, 10'000));
    executor.add_phase(sim::WindowCalendar({{0, 1000}}, 10'000));
    executor.add_cell(0, std::make_unique<Asker>(asks));
    executor.add_cell(
        1, std::make_unique<StockCell>(0, 1, std::move(stock), std::vector<sim::CellId>{0}));
    executor.connect(0, 1);
    executor.connect(1, 0);
    executor.run([](sim::Time) { return true; });
    return {static_cast<const Asker&>(executor.cell(0)).refused,
            static_cast<const StockCell&>(executor.cell(1)).audit()};
}

}  // namespace

TEST_CASE("who asks first is served, and the others hear of it one window later") {
    const Settled s = settle({{300, 0, 1}, {100, 0, 2}, {200, 0, 3}, {1500, 0, 4}}, {2});
    CHECK(s.refused == std::map<std::uint32_t, sim::Time>{{0, 1300}, {3, 2500}});
    CHECK(s.totals.on_hand == 0);
    CHECK(s.totals.reserved == 2);
    CHECK(s.totals.sold_out_items == 1);
}

TEST_CASE("at the same instant the key decides, not the order of sending") {
    const Settled forward = settle({{100, 0, 1}, {100, 0, 2}, {100, 0, 3}}, {1});
    const Settled backward = settle({{100, 0, 3}, {100, 0, 2}, {100, 0, 1}}, {1});
    REQUIRE(forward.refused.size() == 2);
    REQUIRE(backward.refused.size() == 2);
    for (std::uint32_t i = 0; i < 3; ++i) {
        CHECK(forward.refused.contains(i) == backward.refused.contains(2 - i));
    }
}

TEST_CASE("stock is never oversold and refusals are exactly the excess") {
    std::mt19937_64 random(7);
    for (int round = 0; round < 50; ++round) {
        std::vector<std::int64_t> stock(6);
        for (auto& n : stock) n = static_cast<std::int64_t>(random() % 20);
        std::vector<Ask> asks;
        std::vector<std::int64_t> wanted(6);
        for (std::uint64_t i = 0; i < 60; ++i) {
            asks.push_back({static_cast<sim::Time>(random() % 9000),
                            static_cast<std::uint32_t>(random() % 6), i});
            ++wanted[asks.back().item];
        }
        const Settled s = settle(asks, stock);
        std::int64_t excess = 0, left = 0;
        for (std::size_t i = 0; i < 6; ++i) {
            excess += std::max<std::int64_t>(0, wanted[i] - stock[i]);
            left += std::max<std::int64_t>(0, stock[i] - wanted[i]);
        }
        REQUIRE(static_cast<std::int64_t>(s.refused.size()) == excess);
        REQUIRE(s.totals.refused == excess);
        REQUIRE(s.totals.on_hand == left);
        REQUIRE(s.totals.initial == s.totals.reserved + s.totals.on_hand);
        // Nobody is refused who asked before somebody who was served.
        for (const auto& [i, t] : s.refused) {
            for (std::uint32_t j = 0; j < asks.size(); ++j) {
                if (asks[j].item != asks[i].item || asks[j].t <= asks[i].t) continue;
                REQUIRE(s.refused.contains(j));
            }
        }
    }
}

TEST_CASE("paid, returned and committed goods keep the book") {
    StockCell cell(0, 1, {5, 5}, {0});
    const auto lot = [](std::uint8_t kind, std::uint32_t item, std::uint32_t n) {
        return sim::Message{sim::make_event(0, kind, item), ItemCount{item, n}.pack()};
    };
    const std::vector<sim::Message> mail = {
        lot(kStockPromised, 0, 3),       lot(kPromiseKept, 0, 1),    lot(kPromiseDropped, 0, 1),
        lot(kStockCommitted, kShelf, 7), lot(kStockSold, kShelf, 4), lot(kStockReturned, kShelf, 2),
        lot(kStockCommitted, kShelf, 5)};
    cell.receive(0, mail);
    const StockTotals t = cell.audit();
    CHECK_FALSE(t.unbalanced);
    CHECK(t.initial + t.replenished == t.sold + t.reserved + t.promised + t.on_hand);
    CHECK(t.replenished == 3 + 7 + 3);  // the shelf had two of the last five
    CHECK(t.on_hand == 11);
    CHECK(t.reserved == 7 - 4 - 2 + 5);
    CHECK(t.promised == 1);
    CHECK(t.sold == 5);
    CHECK(t.returned == 3);
}

TEST_CASE("an item's book that does not balance is found, though the sums agree") {
    StockCell cell(1, 4, {5, 5, 5}, {0});
    REQUIRE(cell.break_for_test(StockCell::Mistake::confused));
    const StockTotals t = cell.audit();
    CHECK(t.initial == t.on_hand);
    REQUIRE(t.unbalanced);
    CHECK(t.unbalanced->item == 1);
    CHECK(t.unbalanced->stock.on_hand == 6);

    // More is sold than was ever reserved: no sum shows it, and the item does.
    StockCell other(0, 1, {5}, {0});
    const std::vector<sim::Message> mail = {
        {sim::make_event(0, kStockSold, 0), ItemCount{0, 1}.pack()}};
    other.receive(0, mail);
    REQUIRE(other.audit().unbalanced);
    CHECK(other.audit().unbalanced->stock.reserved == -1);
}
