// Demand outside the window of detail: how many check-outs begin in each minute, as counts.
//
// Nothing contends there, so nobody is simulated one by one: a Poisson count for the country, by
// hour of the day, split among the units at random. Counts are quantiles of one uniform addressed
// by the minute, so they stay monotone in the rate and do not depend on where the run begins.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/kernel/cell.hpp"
#include "sim/random/stream.hpp"

#include "models/consumers/params.hpp"

namespace models {

class OrdinaryCell : public sim::EventCell<OrdinaryCell> {
  public:
    static constexpr sim::Duration kBin = sim::kMinute;

    // Counts for the minutes of [begin, end) that are not inside `detail`; all of them whole
    // minutes from the origin, which is a midnight.
    OrdinaryCell(const ConsumerParams& params, std::int64_t scale, sim::Time begin, sim::Time end,
                 Window detail, std::vector<sim::CellId> units, std::uint64_t seed);

    void handle(const sim::Event& e);
    std::size_t memory_bytes() const override;

  private:
    void schedule_next(sim::Time from);

    std::vector<double> per_bin_;  // mean check-outs of a minute, by hour of the day
    sim::Time end_;
    Window detail_;
    std::vector<sim::CellId> units_;
    std::vector<double> equal_;        // weights of the units
    std::vector<std::int64_t> split_;  // scratch
    sim::StreamFamily draws_;
};

}  // namespace models
