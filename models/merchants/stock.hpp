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
// Book, for each item and for the shard at any time, none of the terms below zero:
//     initial + replenished = sold + reserved + promised + on hand
// where returned goods go from the reserved or the promised back to those on hand.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/kernel/cell.hpp"

#include "models/messages.hpp"

namespace models {

// Pieces of one item: what came in, what became of it, and what there is.
struct ItemStock {
    std::int64_t supplied = 0;  // initial and replenished
    std::int64_t sold = 0;
    std::int64_t reserved = 0;  // for orders awaiting payment
    std::int64_t promised = 0;  // for deposits
    std::int64_t on_hand = 0;

    bool balances() const {
        return supplied == sold + reserved + promised + on_hand && reserved >= 0 && promised >= 0 &&
               on_hand >= 0;
    }
};

struct StockTotals {
    // Flows since the start, pieces.
    std::int64_t initial = 0;
    std::int64_t replenished = 0;
    std::int64_t returned = 0;  // from the reserved and the promised
    std::int64_t sold = 0;
    std::int64_t refused = 0;  // requests
    // Now, counted over the items.
    std::int64_t reserved = 0;
    std::int64_t promised = 0;
    std::int64_t on_hand = 0;
    std::int64_t sold_out_items = 0;

    struct Unbalanced {
        std::uint32_t item = 0;  // kShelf: the goods sold as counts
        ItemStock stock;
    };
    std::optional<Unbalanced> unbalanced;  // an item whose book does not balance

    StockTotals& operator+=(const StockTotals& other);
};

class StockCell : public sim::Cell {
  public:
    // `initial` holds the stock of this shard's items: item = position * shards + shard.
    StockCell(std::uint32_t shard, std::uint32_t shards, const std::vector<std::int64_t>& initial,
              std::vector<sim::CellId> units);

    void receive(sim::CellId source, std::span<const sim::Message> mail) override;
    void run(const sim::Window& window, sim::Outbox& out) override;
    std::unique_ptr<sim::Cell> clone() const override { return std::make_unique<StockCell>(*this); }
    std::uint64_t events() const override { return handled_; }
    std::size_t memory_bytes() const override;

    // Flows as counted by the shard; O(1).
    const StockTotals& flows() const { return flows_; }

    std::size_t items() const { return rows_.size(); }

    // With what is now there counted over all items; O(items).
    StockTotals audit() const;

    // What a defect would do to one piece; for tests of the books.
    enum class Mistake {
        lost,      // a piece on hand is gone
        confused,  // one is moved to another item, which no total shows
        sold,      // one is sold to nobody
        returned,  // a return is counted twice
    };
    // False if there is no such piece.
    bool break_for_test(Mistake mistake);

  private:
    struct Request {
        sim::Event event;  // time and key
        StockLine line;
    };

    std::size_t row_of(std::uint32_t item) const { return item / shards_; }
    ItemStock& row(std::uint32_t item) { return item == kShelf ? shelf_ : rows_[row_of(item)]; }
    void commit(const ItemCount& lot);
    void reserve_one(ItemStock& row);
    void settle(const sim::Window& window, sim::Outbox& out);
    void refuse(const Request& r, const sim::Window& window, sim::Outbox& out);

    std::uint32_t shard_, shards_;
    std::vector<sim::CellId> units_;
    std::vector<ItemStock> rows_;
    ItemStock shelf_;
    std::vector<std::uint32_t> demand_;  // requests of this window, by row
    std::vector<Request> requests_;
    std::vector<Request> contested_;  // requests for items that have not enough for all
    StockTotals flows_;
    std::uint64_t handled_ = 0;
};

}  // namespace models
