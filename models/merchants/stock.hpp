// Stock, settled nationally: one cell for every shard of the items.
//
// Units send requests during a window; at its end an item that has enough left for all of them just
// subtracts, otherwise its requests are served in the order of (time, key) and the others are told
// that it is sold out, at t + W. So stock is never oversold, the order is fair, and only touched
// items cost anything. Silence means that the goods are reserved.
//
// Deposits are promises of the merchant: what they set aside is replenished for them. So is what
// ordinary orders take outside the window of detail; all of a shard's goods are one shelf to them.
//
// Book, for each touched item at each settlement and for the shard at any time:
//     initial + replenished + restocked = sold + reserved + on hand
// where returned goods leave the reserved and are restocked.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/kernel/cell.hpp"

#include "models/messages.hpp"

namespace models {

struct StockTotals {
    std::int64_t initial = 0;
    std::int64_t replenished = 0;
    std::int64_t reserved_ever = 0;  // requests granted and deposits committed
    std::int64_t returned = 0;       // reservations that came back on offer
    std::int64_t sold = 0;
    std::int64_t refused = 0;
    std::int64_t reserved = 0;        // now, counted over the items
    std::int64_t on_hand = 0;         // now, counted over the items
    std::int64_t sold_out_items = 0;  // now

    StockTotals& operator+=(const StockTotals& other);
};

class StockCell : public sim::Cell {
  public:
    // `initial` holds the stock of this shard's items: item = position * shards + shard.
    StockCell(std::uint32_t shard, std::uint32_t shards, std::vector<std::int64_t> initial,
              std::vector<sim::CellId> units);

    void receive(sim::CellId source, std::span<const sim::Message> mail) override;
    void run(const sim::Window& window, sim::Outbox& out) override;
    std::unique_ptr<sim::Cell> clone() const override { return std::make_unique<StockCell>(*this); }
    std::uint64_t events() const override { return handled_; }
    std::size_t memory_bytes() const override;

    // Flows as counted by the shard; O(1).
    const StockTotals& flows() const { return flows_; }

    // With what is now reserved, on hand and sold out counted over all items; O(items).
    StockTotals audit() const;

    // Loses one piece of the first item on hand, as a defect would; for tests of the books.
    bool lose_for_test();

  private:
    struct Row {
        std::int64_t on_hand = 0;
        std::int64_t reserved = 0;
    };
    struct Request {
        sim::Event event;  // time and key
        StockLine line;
    };

    std::size_t row_of(std::uint32_t item) const { return item / shards_; }
    Row& row(std::uint32_t item) { return item == kShelf ? shelf_ : rows_[row_of(item)]; }
    void commit(Row& goods, const ItemCount& lot);
    void settle(const sim::Window& window, sim::Outbox& out);
    void refuse(const Request& r, const sim::Window& window, sim::Outbox& out);

    std::uint32_t shards_;
    std::vector<sim::CellId> units_;
    std::vector<Row> rows_;
    Row shelf_;
    std::vector<std::uint32_t> demand_;  // requests of this window, by row
    std::vector<Request> requests_;
    std::vector<Request> contested_;  // requests for items that have not enough for all
    StockTotals flows_;
    std::uint64_t handled_ = 0;
};

}  // namespace models
