// The executor: runs all cells through all windows, on any number of threads, to the same result.
//
// Cells belong to phases. In each step of the finest calendar the phases run one after the other,
// the cells of a phase in parallel; a phase whose own windows are longer runs when one of them
// ends. So a later phase hears an earlier one in the same window, at any time not yet simulated,
// while mail to the same or an earlier phase must be stamped at or after the end of that phase's
// window: that is the lookahead, and Outbox::send checks it.
//
//        window k                      window k+1
//        |-- phase 0 --|-- phase 1 --| |-- phase 0 --|-- phase 1 --| ...
//             demand        stock            ^ answers stamped t + W
//
// Invariants
//   1. What a cell receives, and in what order, does not depend on the number of threads.
//   2. Between two steps no cell runs; observers see a state that does not depend on threads.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <vector>

#include "sim/kernel/cell.hpp"
#include "sim/kernel/mailbox.hpp"
#include "sim/kernel/window.hpp"

namespace sim {

class WorkerPool;

class Executor {
  public:
    struct Options {
        int threads = 1;  // at least 1; above the number of cores the barriers sleep at once
        Transport transport = Transport::memory;
    };

    explicit Executor(Options options);
    ~Executor();
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    // Phases run in the order in which they are added; the first has the finest windows.
    // Throws std::invalid_argument if a boundary of this calendar is none of the first's.
    std::size_t add_phase(WindowCalendar calendar);
    CellId add_cell(std::size_t phase, std::unique_ptr<Cell> cell);
    void connect(CellId from, CellId to);

    // Runs until the end of the first phase's calendar, or until `observe` returns false. It is
    // called between steps, on the calling thread, with the time reached. The first exception in
    // (phase, cell) order is rethrown here, and ends the executor: cells have then got to different
    // times. May else be called again to go on; throws Defect after an exception.
    void run(const std::function<bool(Time)>& observe);

    // Replaces every cell by a copy of itself, at a new address. Only between steps.
    void relocate();

    Cell& cell(CellId id) { return *cells_[id].cell; }
    const Cell& cell(CellId id) const { return *cells_[id].cell; }

    // Where the phase's cells have got to. Between steps only.
    Time reached(std::size_t phase) const { return phases_[phase].reached; }

    std::uint64_t events() const;
    std::uint64_t windows() const { return steps_; }
    std::size_t mail_memory_bytes() const;

    // Calls visit for every message that a cell has sent and nobody has received yet. Between
    // windows only.
    void for_each_mail(CellId from, const std::function<void(const Message&)>& visit) const;

  private:
    struct Channel {
        CellId from, to;
        bool same_phase;
        Mailbox boxes[2];  // the second only between cells of one phase
    };
    struct Slot {
        std::unique_ptr<Cell> cell;
        std::size_t phase;
        std::vector<std::size_t> inbound;   // channels, by ascending source
        std::vector<std::size_t> outbound;  // channels, in the order of connect()
        Outbox out;
    };
    struct Phase {
        WindowCalendar calendar;
        std::size_t cursor = 0;
        Window window{};
        Time reached;             // up to where its cells have run, or are running
        std::uint64_t count = 0;  // windows begun; its lowest bit says which buffers are written
        std::vector<CellId> cells;
        std::uint64_t recent_events = 0;
    };

    void wire();
    void run_phase(Phase& phase);
    void run_cell(CellId id);
    void rethrow_first(const Phase& phase);

    Options options_;
    std::vector<Phase> phases_;
    std::vector<Slot> cells_;
    std::vector<std::unique_ptr<Channel>> channels_;
    std::vector<std::exception_ptr> failures_;  // by cell
    std::unique_ptr<WorkerPool> pool_;
    std::uint64_t steps_ = 0;
    bool wired_ = false;
    bool broken_ = false;  // by an exception of a cell
};

}  // namespace sim
