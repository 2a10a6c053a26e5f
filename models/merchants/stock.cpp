#include "models/merchants/stock.hpp"

#include <algorithm>

namespace models {

StockTotals& StockTotals::operator+=(const StockTotals& o) {
    initial += o.initial;
    replenished += o.replenished;
    returned += o.returned;
    sold += o.sold;
    refused += o.refused;
    reserved += o.reserved;
    promised += o.promised;
    on_hand += o.on_hand;
    sold_out_items += o.sold_out_items;
    if (!unbalanced) unbalanced = o.unbalanced;
    return *this;
}

StockCell::StockCell(std::uint32_t shard, std::uint32_t shards,
                     const std::vector<std::int64_t>& initial, std::vector<sim::CellId> units)
    : Cell("stock " + std::to_string(shard)),
      shard_(shard),
      shards_(shards),
      units_(std::move(units)) {
    rows_.reserve(initial.size());
    for (const std::int64_t n : initial) {
        rows_.push_back({.supplied = n, .on_hand = n});
        flows_.initial += n;
    }
    demand_.assign(rows_.size(), 0);
}

void StockCell::receive(sim::CellId, std::span<const sim::Message> mail) {
    handled_ += mail.size();
    for (const sim::Message& m : mail) {
        const std::uint8_t kind = sim::kind_of(m.event);
        if (kind == kStockRequest) {
            requests_.push_back({m.event, StockLine::unpack(m.payload)});
            ++demand_[row_of(requests_.back().line.item)];
            continue;
        }
        const ItemCount lot = ItemCount::unpack(m.payload);
        ItemStock& goods = row(lot.item);
        switch (kind) {
            case kStockSold:
            case kPromiseKept:
                (kind == kStockSold ? goods.reserved : goods.promised) -= lot.count;
                goods.sold += lot.count;
                flows_.sold += lot.count;
                break;
            case kStockReturned:
            case kPromiseDropped:
                (kind == kStockReturned ? goods.reserved : goods.promised) -= lot.count;
                goods.on_hand += lot.count;
                flows_.returned += lot.count;
                break;
            case kStockPromised:
                goods.supplied += lot.count;
                goods.promised += lot.count;
                flows_.replenished += lot.count;
                break;
            case kStockCommitted:
                commit(lot);
                break;
            default:
                throw sim::Defect(name() + ": received " + sim::describe_event(m.event));
        }
    }
}

// What the shelf got back is sold again before more is brought in.
void StockCell::commit(const ItemCount& lot) {
    const std::int64_t there = std::min<std::int64_t>(shelf_.on_hand, lot.count);
    shelf_.on_hand -= there;
    shelf_.reserved += lot.count;
    shelf_.supplied += lot.count - there;
    flows_.replenished += lot.count - there;
}

void StockCell::reserve_one(ItemStock& row) {
    --row.on_hand;
    ++row.reserved;
}

void StockCell::run(const sim::Window& window, sim::Outbox& out) {
    if (!requests_.empty()) settle(window, out);
}

// Requests for an item with enough left for all need no order; the others are sorted.
void StockCell::settle(const sim::Window& window, sim::Outbox& out) {
    contested_.clear();
    for (const Request& r : requests_) {
        const std::size_t at = row_of(r.line.item);
        ItemStock& row = rows_[at];
        if (demand_[at] > row.on_hand) {
            contested_.push_back(r);
            continue;
        }
        // Both fall by one, so the comparison above comes out the same for the item's others.
        --demand_[at];
        reserve_one(row);
    }
    requests_.clear();
    std::sort(contested_.begin(), contested_.end(),
              [](const Request& a, const Request& b) { return sim::before(a.event, b.event); });
    for (const Request& r : contested_) {
        const std::size_t at = row_of(r.line.item);
        ItemStock& row = rows_[at];
        demand_[at] = 0;
        if (row.on_hand == 0) {
            refuse(r, window, out);
            continue;
        }
        reserve_one(row);
    }
}

void StockCell::refuse(const Request& r, const sim::Window& window, sim::Outbox& out) {
    ++flows_.refused;
    out.send(units_[r.line.unit],
             {sim::make_event(r.event.time + window.length(), kStockRefused, r.line.slot),
              r.line.pack()});
}

StockTotals StockCell::audit() const {
    StockTotals totals = flows_;
    const auto count = [&](std::uint32_t item, const ItemStock& row) {
        totals.reserved += row.reserved;
        totals.promised += row.promised;
        totals.on_hand += row.on_hand;
        if (!row.balances() && !totals.unbalanced) totals.unbalanced = {item, row};
    };
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        count(static_cast<std::uint32_t>(i) * shards_ + shard_, rows_[i]);
        totals.sold_out_items += rows_[i].on_hand == 0;
    }
    count(kShelf, shelf_);
    return totals;
}

bool StockCell::break_for_test(Mistake mistake) {
    if (rows_.size() < 2) return false;
    const auto some = std::find_if(rows_.begin() + 1, rows_.end(),
                                   [](const ItemStock& row) { return row.on_hand > 0; });
    if (some == rows_.end()) return false;
    if (mistake == Mistake::returned) {
        ++flows_.returned;
        return true;
    }
    --some->on_hand;
    if (mistake == Mistake::confused) ++rows_.front().on_hand;
    if (mistake == Mistake::sold) {
        ++some->sold;
        ++flows_.sold;
    }
    return true;
}

std::size_t StockCell::memory_bytes() const {
    return rows_.capacity() * sizeof(ItemStock) + demand_.capacity() * sizeof(std::uint32_t) +
           (requests_.capacity() + contested_.capacity()) * sizeof(Request);
}

}  // namespace models
