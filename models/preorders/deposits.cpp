#include "models/preorders/deposits.hpp"

#include <algorithm>

#include "models/messages.hpp"
#include "models/preorders/params.hpp"

namespace models {

DepositCell::DepositCell(const Planner& planner, const sim::BinCalendar& bins,
                         sim::OmoriDecay shape, sim::Time opens, sim::Time closes,
                         std::int64_t total, double deposit_share, std::vector<sim::CellId> stock,
                         std::uint64_t seed)
    : EventCell("deposits"),
      planner_(&planner),
      bins_(&bins),
      shape_(shape),
      closes_(closes),
      first_(bins.index_of(std::max(opens, bins.begin()))),
      total_(total),
      deposit_share_(deposit_share),
      stock_(std::move(stock)),
      draws_(streams_for(seed, Purpose::deposit_arrivals)),
      series_(bins.count(), {"deposits", "deposit_fen"}) {
    if (total_ > 0) schedule(sim::make_event(bins.begin(first_), kBlock, first_));
}

void DepositCell::handle(const sim::Event& e) {
    const std::uint64_t bin = sim::entity_of(e);
    const double from = bin == first_ ? 0 : shape_.cumulative(bins_->begin(bin));
    const double to = shape_.cumulative(bins_->end(bin));
    const double p = from < 1 ? (to - from) / (1 - from) : 0;
    // Addressed by the time, which does not depend on where the run begins.
    const double u = draws_.uniform(static_cast<std::uint64_t>(bins_->begin(bin) / sim::kSecond));
    const std::int64_t n = sim::binomial_quantile(total_ - placed_, p, u);
    items_.clear();
    for (std::int64_t i = 0; i < n; ++i) {
        const Plan plan = planner_->deposit(static_cast<std::uint64_t>(placed_ + i));
        items_.push_back(plan.line[0].item);
        series_.add(bin, cash_column, deposit_of(plan.line[0].fen, deposit_share_));
    }
    placed_ += n;
    series_.add(bin, placed_column, n);
    std::sort(items_.begin(), items_.end());
    for (std::size_t i = 0; i < items_.size();) {
        std::size_t end = i;
        while (end < items_.size() && items_[end] == items_[i]) ++end;
        const ItemCount lot{items_[i], static_cast<std::uint32_t>(end - i)};
        send(stock_[lot.item % stock_.size()],
             {sim::make_event(e.time, kStockPromised, lot.item), lot.pack()});
        i = end;
    }
    const sim::Time next = bins_->end(bin);
    if (next < closes_) schedule(sim::make_event(next, kBlock, bin + 1));
}

std::size_t DepositCell::memory_bytes() const {
    return series_.memory_bytes() + items_.capacity() * sizeof(std::uint32_t);
}

}  // namespace models
