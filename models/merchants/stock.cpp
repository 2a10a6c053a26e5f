#include "models/merchants/stock.hpp"

#include <algorithm>

namespace models {

StockTotals& StockTotals::operator+=(const StockTotals& o) {
    initial += o.initial;
    replenished += o.replenished;
    reserved_ever += o.reserved_ever;
    returned += o.returned;
    sold += o.sold;
    refused += o.refused;
    reserved += o.reserved;
    on_hand += o.on_hand;
    sold_out_items += o.sold_out_items;
    return *this;
}

StockCell::StockCell(std::uint32_t shard, std::uint32_t shards, std::vector<std::int64_t> initial,
                     std::vector<sim::CellId> units)
    : Cell("stock " + std::to_string(shard)), shards_(shards), units_(std::move(units)) {
    rows_.reserve(initial.size());
    for (const std::int64_t n : initial) {
        rows_.push_back({n, 0});
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
        Row& goods = row(lot.item);
        switch (kind) {
            case kStockSold:
                goods.reserved -= lot.count;
                flows_.sold += lot.count;
                break;
            case kStockReturned:
                goods.reserved -= lot.count;
                goods.on_hand += lot.count;
                flows_.returned += lot.count;
                break;
            case kStockCommitted:
                commit(goods, lot);
                break;
            default:
                throw sim::Defect(name() + ": received " + sim::describe_event(m.event));
        }
    }
}

// What the shelf got back is sold again before more is brought in.
void StockCell::commit(Row& goods, const ItemCount& lot) {
    const std::int64_t there =
        lot.item == kShelf ? std::min<std::int64_t>(goods.on_hand, lot.count) : 0;
    goods.on_hand -= there;
    goods.reserved += lot.count;
    flows_.replenished += lot.count - there;
    flows_.reserved_ever += lot.count;
}

void StockCell::run(const sim::Window& window, sim::Outbox& out) {
    if (!requests_.empty()) settle(window, out);
}

// Requests for an item with enough left for all need no order; the others are sorted.
void StockCell::settle(const sim::Window& window, sim::Outbox& out) {
    contested_.clear();
    for (const Request& r : requests_) {
        const std::size_t at = row_of(r.line.item);
        Row& row = rows_[at];
        if (demand_[at] > row.on_hand) {
            contested_.push_back(r);
            continue;
        }
        // Both fall by one, so the comparison above comes out the same for the item's others.
        --demand_[at];
        --row.on_hand;
        ++row.reserved;
        ++flows_.reserved_ever;
    }
    requests_.clear();
    std::sort(contested_.begin(), contested_.end(),
              [](const Request& a, const Request& b) { return sim::before(a.event, b.event); });
    for (const Request& r : contested_) {
        const std::size_t at = row_of(r.line.item);
        Row& row = rows_[at];
        demand_[at] = 0;
        if (row.on_hand == 0) {
            refuse(r, window, out);
            continue;
        }
        --row.on_hand;
        ++row.reserved;
        ++flows_.reserved_ever;
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
    totals.reserved += shelf_.reserved;
    totals.on_hand += shelf_.on_hand;
    for (const Row& row : rows_) {
        totals.reserved += row.reserved;
        totals.on_hand += row.on_hand;
        totals.sold_out_items += row.on_hand == 0;
    }
    return totals;
}

bool StockCell::lose_for_test() {
    for (Row& row : rows_) {
        if (row.on_hand == 0) continue;
        --row.on_hand;
        return true;
    }
    return false;
}

std::size_t StockCell::memory_bytes() const {
    return rows_.capacity() * sizeof(Row) + demand_.capacity() * sizeof(std::uint32_t) +
           (requests_.capacity() + contested_.capacity()) * sizeof(Request);
}

}  // namespace models
