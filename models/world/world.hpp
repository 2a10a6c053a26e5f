// The world: a scenario assembled into cells, run to its end, with its books checked on the way.
//
//   phase 0  demand, deposits, ordinary    make arrivals in blocks, or as counts
//   phase 1  units of the platform         admission, creation, payment
//   phase 2  stock shards                  settle what the units ask for
//   phase 3  provinces, tick by tick       parcels
//
// Phases 0 to 2 share windows (1 s in detail, 60 s elsewhere), so stock answers one window later;
// provinces hear the units in the same window. Results do not depend on threads or transport.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "sim/kernel/executor.hpp"

#include "models/consumers/demand.hpp"
#include "models/consumers/ordinary.hpp"
#include "models/preorders/deposits.hpp"
#include "models/world/books.hpp"
#include "models/world/scenario.hpp"
#include "models/world/sizes.hpp"

namespace models {

class World {
  public:
    struct Options {
        int threads = 1;
        sim::Transport transport = sim::Transport::memory;
        bool idle_events = false;  // adds events that do nothing, for tests
    };

    // What is seen from outside between two windows.
    struct Moment {
        sim::Time now;
        sim::Time begin, end;  // of the run
        std::int64_t gmv_fen;  // of the headline, so far, at the run's scale
        std::uint64_t events;
        bool last;  // nothing more will happen that counts
    };

    // `marks` are instants at which cumulative values are read. The scenario must be valid.
    World(const Scenario& scenario, std::vector<sim::Time> marks, Options options);
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    // Runs until all parcels of the headline are at their doors, at the latest to the horizon, or
    // until `observe`, called at the end of every window, returns false; may be called again.
    // Throws BooksError when the books do not balance at the end of an output bin.
    void run(const std::function<bool(const Moment&)>& observe);

    // Copies all state to new addresses; the run goes on as if nothing had happened.
    void relocate() { executor_.relocate(); }

    const Scenario& scenario() const { return scenario_; }
    const ProbePlan& probes() const { return *probes_; }
    const Sizes& sizes() const { return sizes_; }
    sim::Executor& executor() { return executor_; }
    const sim::Executor& executor() const { return executor_; }
    sim::Time now() const { return now_; }
    sim::Time begin() const { return begin_; }

    std::size_t units() const { return units_.size(); }
    std::size_t provinces() const { return provinces_.size(); }
    const UnitCell& unit(std::size_t i) const;
    UnitCell& unit(std::size_t i);
    const StockCell& stock(std::size_t i) const;
    StockCell& stock(std::size_t i);
    const ProvinceCell& province(std::size_t i) const;
    ProvinceCell& province(std::size_t i);
    const DepositCell& deposits() const;
    bool forget_deposit_for_test();
    bool skip_balance_for_test();
    const sim::BinCalendar& deposit_bins() const { return *deposit_bins_; }

    // Totals of all cells as they stand, with what `audits` asks for and the moment allows (Audit).
    Ledger ledger(unsigned audits) const;

    // Levels at the end of every output bin, in the order of level_names().
    const sim::Series& levels() const { return levels_; }
    static std::vector<std::string> level_names();

    // Deposits at the end of every output bin, by preorder_names(): placed, paid and forfeited
    // since the start, and held, which is counted from the cells' state.
    const sim::Series& preorders() const { return preorders_; }
    static std::vector<std::string> preorder_names();

    // Whether the headline is over; a run that is cut short has no totals of it.
    bool headline_over() const { return now_ >= scenario_.headline.until; }

    // The books at its end, or now if it is not over, at the run's scale.
    Ledger headline_ledger() const;

    struct Memory {
        const char* component;
        std::size_t bytes;
    };
    std::vector<Memory> memory() const;

  private:
    static constexpr std::size_t kDemandPhase = 0, kUnitPhase = 1, kStockPhase = 2,
                                 kProvincePhase = 3;

    sim::BinCalendar make_bins(sim::Time begin, sim::Time end) const;
    ProbePlan make_probes(std::vector<sim::Time> marks) const;
    void build_tables();
    void build_cells();
    void add_phases();
    void number_cells();
    void add_demand();
    void add_units();
    void add_stock();
    void add_provinces();
    void connect_cells();
    void add_idle_events();
    std::vector<Arrivals> arrivals_of_stream(std::int64_t stream) const;
    bool observe_window(sim::Time t, const std::function<bool(const Moment&)>& observe);
    bool counting_due(sim::Time t) const;
    void check_books(sim::Time t, bool last);
    void count_parcels(Ledger& l) const;
    void count_goods(Ledger& l) const;
    void count_deposits(Ledger& l) const;
    bool finished(sim::Time t) const;

    Scenario scenario_;
    Sizes sizes_;
    sim::Time begin_, end_;
    Window detail_;    // what the run covers of it
    sim::Time quiet_;  // no order of the headline can expire any more
    std::unique_ptr<ProbePlan> probes_;
    std::unique_ptr<sim::BinCalendar> demand_bins_, deposit_bins_;
    std::unique_ptr<Catalogue> catalogue_;
    std::unique_ptr<Choice> choice_;
    std::unique_ptr<Buyers> buyers_;
    std::unique_ptr<Planner> planner_;
    std::unique_ptr<Network> network_;
    std::unique_ptr<TracePlan> traces_;
    std::vector<double> origins_;  // of ordinary orders: shares of the provinces
    sim::Executor executor_;
    std::vector<sim::CellId> streams_, units_, stock_, provinces_;
    sim::CellId deposits_ = 0, ordinary_ = 0;
    sim::Series levels_, preorders_;
    std::size_t next_bin_ = 0;
    std::uint64_t events_counted_ = 0;  // handled when all was counted last
    UnitTotals before_headline_;
    Ledger after_headline_;
    sim::Time now_;
};

}  // namespace models
