// Deposits: placed in the weeks before, as counts, one block a bin.
//
// A deposit's number is its place in the virtual line. The goods are set aside when it is placed,
// at the guaranteed price; the balance is asked for later by the demand cells, under the same
// number.
//
// Books: deposits placed.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/kernel/cell.hpp"
#include "sim/random/arrivals.hpp"
#include "sim/stats/bins.hpp"
#include "sim/stats/series.hpp"

#include "models/consumers/plan.hpp"

namespace models {

class DepositCell : public sim::EventCell<DepositCell> {
  public:
    enum Column : std::size_t { placed_column, cash_column };  // of series(); cash in fen

    DepositCell(const Planner& planner, const sim::BinCalendar& bins, sim::OmoriDecay shape,
                sim::Time opens, sim::Time closes, std::int64_t total, double deposit_share,
                std::vector<sim::CellId> stock, std::uint64_t seed);

    void handle(const sim::Event& e);
    std::size_t memory_bytes() const override;

    std::int64_t placed() const { return placed_; }
    std::int64_t to_come() const { return total_ - placed_; }
    const sim::Series& series() const { return series_; }

    // Forgets one deposit that was placed, as a defect would; for tests of the books.
    bool forget_for_test() { return placed_ > 0 && placed_-- > 0; }

  private:
    const Planner* planner_;
    const sim::BinCalendar* bins_;
    sim::OmoriDecay shape_;
    sim::Time closes_;
    std::uint64_t first_;  // bin
    std::int64_t total_;
    double deposit_share_;
    std::vector<sim::CellId> stock_;
    sim::StreamFamily draws_;
    sim::Series series_;
    std::vector<std::uint32_t> items_;  // of the block at hand
    std::int64_t placed_ = 0;
};

}  // namespace models
