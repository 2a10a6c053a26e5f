// Demand: the cells that make arrivals, in blocks, ahead of the units that serve them.
//
// Carts, visits and balances are cut into streams by number, whatever the number of units, so that
// who comes when does not depend on how the platform is cut. Each stream is one cell with three
// sources; a block of arrivals is made when its bin begins and sent to the buyers' units.
//
// Carts and balances are finite: exactly so many, each once. Visits are Poisson.
//
// Books: arrivals sent, by source; deposits not yet asked for.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "sim/kernel/cell.hpp"
#include "sim/random/arrivals.hpp"
#include "sim/random/permutation.hpp"
#include "sim/stats/bins.hpp"

#include "models/consumers/buyers.hpp"
#include "models/messages.hpp"

namespace models {

using Shape = std::variant<sim::OmoriDecay, sim::PiecewiseRate>;

// One source of arrivals, cut to one stream.
struct Arrivals {
    Source source = Source::cart;
    Shape shape;
    sim::StreamFamily draws;
    std::uint64_t first_number = 0;  // of this stream's share of all numbers
    std::uint64_t numbers = 0;       // at least 1; of a finite source not below `remaining`
    double mean = 0;                 // of an open source, in all
    bool finite = false;             // else Poisson
    std::int64_t remaining = 0;      // of a finite source: still to come
    std::uint64_t come = 0;          // arrivals so far
};

class DemandCell : public sim::EventCell<DemandCell> {
  public:
    // Blocks follow `bins` from its first to its last. `units` are the cells of the units in order.
    DemandCell(std::uint32_t stream, const Buyers& buyers, const sim::BinCalendar& bins,
               std::vector<Arrivals> sources, std::vector<sim::CellId> units, std::uint64_t seed);

    void handle(const sim::Event& e);
    std::size_t memory_bytes() const override;

    const std::vector<Arrivals>& sources() const { return sources_; }

  private:
    void make_block(Arrivals& source, const sim::Bin& bin);

    const Buyers* buyers_;
    const sim::BinCalendar* bins_;
    std::uint32_t stream_;
    std::vector<Arrivals> sources_;
    std::vector<sim::KeyedPermutation> orders_;  // by source: the k-th arrival's number
    std::vector<sim::CellId> units_;
    std::vector<sim::Time> times_;  // of the block at hand
};

}  // namespace models
