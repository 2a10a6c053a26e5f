// Demand: the cells that make arrivals, in blocks, ahead of the units that serve them.
//
// Carts, visits and balances are cut into streams by number, whatever the number of units, so that
// who comes when does not depend on how the platform is cut. Each stream is one cell with three
// sources; a block of arrivals is made when its bin begins and sent to the buyers' units.
//
// Carts and balances are finite: exactly so many, each once. Visits are Poisson. When the window of
// balances closes, deposits whose balance was not asked for are forfeited and their goods go back
// on sale.
//
// Books: arrivals sent, by source; deposits forfeited.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "sim/kernel/cell.hpp"
#include "sim/random/arrivals.hpp"
#include "sim/random/permutation.hpp"
#include "sim/stats/bins.hpp"

#include "models/consumers/buyers.hpp"
#include "models/consumers/plan.hpp"
#include "models/messages.hpp"

namespace models {

using Shape = std::variant<sim::OmoriDecay, sim::PiecewiseRate>;

// One source of arrivals, cut to one stream.
struct Arrivals {
    Source source = Source::cart;
    Shape shape;
    sim::StreamFamily draws;
    std::uint64_t first_number = 0;  // of this stream's share of all numbers
    std::uint64_t numbers = 0;       // of a finite source not below `remaining`
    double mean = 0;                 // of an open source, in all
    bool finite = false;             // else Poisson
    std::int64_t remaining = 0;      // of a finite source: still to come
    std::uint64_t come = 0;          // arrivals so far
};

class DemandCell : public sim::EventCell<DemandCell> {
  public:
    struct Shared {  // read-only, common to all streams
        const Buyers* buyers;
        const Planner* planner;
        const sim::BinCalendar* bins;
        sim::Time begin;       // of the run: blocks before it are left out
        sim::Time forfeit_at;  // end of the window of balances
        std::vector<sim::CellId> units, stock;
        std::uint64_t seed;
    };

    // Blocks follow the bins to the last.
    DemandCell(std::uint32_t stream, const Shared& shared, std::vector<Arrivals> sources);

    void handle(const sim::Event& e);
    std::size_t memory_bytes() const override;

    const std::vector<Arrivals>& sources() const { return sources_; }

    // Deposits: whose balance was never asked for, and whose balance is still to be asked for,
    // among them those that are not placed yet.
    std::int64_t forfeited() const { return forfeited_; }
    std::int64_t balances_left() const;

    // Skips the next balance, as a defect would; for tests of the books. False if there is none.
    bool skip_balance_for_test();

  private:
    void make_block(Arrivals& source, const sim::Bin& bin);
    void skip(const sim::Bin& bin);
    void forfeit(sim::Time now);

    Shared shared_;
    std::uint32_t stream_;
    std::vector<Arrivals> sources_;
    std::vector<sim::KeyedPermutation> orders_;  // by source: the k-th arrival's number
    std::int64_t forfeited_ = 0;
    bool closed_ = false;           // balances cannot be asked for any more
    std::vector<sim::Time> times_;  // of the block at hand
};

}  // namespace models
