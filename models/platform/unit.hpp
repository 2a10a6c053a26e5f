// A unit of the platform: admission, order creation and payment for its share of the buyers.
//
//   arrive -> admission -> creation station -> stock (national) -> wait -> payment station -> paid
//      ^         |refused        |refused/late     |sold out                |refused/late
//      +--- back-off, or give up ----+              +- substitute, or lose   +- back-off, then
//      expire
//
// Admission is a token bucket over orders; creation and payment are stations with finite queues and
// impatient customers. One payment settles all orders of a check-out. The balance of a pre-order
// goes straight to payment. A check-out that will not be paid, or whose payment failed for good,
// waits for its expiry, which returns its goods. Outside the window of detail check-outs come as
// counts and pass the same stages as such (CountedOrders).
//
// Books, each side counted on its own:
//     intentions = ordered + given up + trying
//     check-outs = trying + in payment
//     attempts = accepted + rejected + timed out + in service
//     orders created = paid + expired + awaiting payment
//     balances asked for = paid + given up + in payment
#pragma once

#include <cstdint>
#include <vector>

#include "sim/kernel/cell.hpp"
#include "sim/queueing/station.hpp"
#include "sim/queueing/timing_wheel.hpp"
#include "sim/queueing/token_bucket.hpp"

#include "models/consumers/buyers.hpp"
#include "models/consumers/plan.hpp"
#include "models/platform/checkout.hpp"
#include "models/platform/counted.hpp"
#include "models/platform/params.hpp"
#include "models/platform/probe.hpp"
#include "models/trace.hpp"

namespace models {

// What one unit gets of the platform, at the run's scale.
struct UnitCapacity {
    sim::TokenBucket::Rate admission{1, 1};  // orders/s
    std::int64_t burst = 1;                  // orders
    std::int64_t creation_servers = 1;
    std::int64_t creation_queue = 0;
    std::int64_t payment_servers = 1;
    std::int64_t payment_queue = 0;
    CountedOrders::Limits counted;
};

// Flows since the start and populations now.
struct UnitTotals {
    // Check-outs of carts and visits.
    std::int64_t intentions = 0, ordered = 0, given_up = 0;
    std::int64_t trying = 0;
    // Attempts to create.
    std::int64_t attempts = 0, accepted = 0, rejected = 0, timed_out = 0;
    std::int64_t in_creation = 0;
    // Check-outs held in the pool, and those of them that are on their way to a payment.
    std::int64_t checkouts = 0, in_payment = 0;
    // Orders of carts and visits.
    std::int64_t created = 0, paid = 0, expired = 0;
    std::int64_t counted = 0;  // of the created ones, those that came as counts
    std::int64_t awaiting = 0;
    // Balances.
    std::int64_t balances_asked = 0, balances_paid = 0, balances_given_up = 0;
    std::int64_t balances_in_payment = 0;
    std::int64_t balances_to_come = 0;  // announced by demand, not due yet
    // Expired orders that were created in the headline.
    std::int64_t headline_expired = 0;
    // Money of the headline, fen.
    std::int64_t gmv = 0, ordinary_paid = 0, balance_cash = 0, deposit_of_balances = 0;
    // Requests to stock without an answer yet, and refusals that have arrived.
    std::int64_t lines_asked = 0, refusals = 0;  // refusals received
    std::int64_t stock_lost = 0;                 // orders lost to sold-out items
    std::int64_t visits_without_choice = 0;

    UnitTotals& operator+=(const UnitTotals& other);
    // What flowed since the other was read; populations stay as they are.
    UnitTotals& subtract_flows(const UnitTotals& other);
};

class UnitCell : public sim::EventCell<UnitCell> {
  public:
    struct Shared {  // read-only, common to all units
        const ConsumerParams* consumers;
        const PlatformParams* platform;
        const Buyers* buyers;
        const Planner* planner;
        const Catalogue* catalogue;
        const ProbePlan* probes;
        const TracePlan* traces;
        std::vector<sim::CellId> stock;      // by shard
        std::vector<sim::CellId> provinces;  // by province
        double deposit_share;
        sim::Duration parcel_tick;
        sim::Time detail_from;
        sim::Time begin;                     // of the run
        const std::vector<double>* origins;  // of ordinary orders: shares of the provinces
        std::uint64_t seed;
    };

    UnitCell(std::uint8_t unit, const UnitCapacity& capacity, const Shared& shared);

    void handle(const sim::Event& e);
    void on_message(const sim::Message& m);
    void end_window(const sim::Window& window);
    std::size_t memory_bytes() const override;

    // O(1): flows as counted; populations from the lists, queues and wheel that hold them.
    UnitTotals totals() const;

    // Counts orders awaiting payment and balances in payment over the pool and the wheel: O(pool).
    // Returns them in the fields `awaiting`, `balances_in_payment` and `lines_asked`.
    UnitTotals audit() const;

    std::int64_t gmv() const { return flows_.gmv; }  // of the headline so far, fen
    const PlatformProbe& probe() const { return probe_; }
    const std::vector<OrderTrace>& traces() const { return traces_; }

    // Parcels that wait for the end of the tick.
    std::int64_t parcels_waiting() const { return parcels_waiting_; }

    // Check-outs in their places, for tests and traces.
    const CheckoutPool& pool() const { return pool_; }

    // Loses one pending event of a kind, as a defect would; false if there is none. For tests of
    // the books.
    bool lose_for_test(std::uint8_t kind) { return drop_first(kind); }

    // Counts one entity twice in a flow, likewise.
    void double_for_test(std::int64_t UnitTotals::*flow) { ++(flows_.*flow); }

  private:
    struct Unpaid {  // one order in the wheel
        std::uint32_t item : 31;
        std::uint32_t headline : 1;
    };

    struct TracedParcel {
        std::uint32_t route;  // index into parcels_
        std::uint16_t tag;
    };

    void begin(const sim::Event& e);
    void ordinary(const sim::Event& e);
    void record(std::int64_t n, const CountedOrders::Minute& m);
    void expire_ordinary(sim::Time end);
    void attempt(std::uint32_t slot);
    void creation_timed_out(std::uint64_t slot);
    void attempt_failed(std::uint32_t slot);
    void give_up(std::uint32_t slot);
    sim::Duration back_off(const Checkout& c) const;
    void creation_done(std::uint32_t slot);
    void ask_stock(std::uint32_t slot, std::uint8_t lines);
    void stock_answer(std::uint32_t slot);
    std::uint8_t substitute(Checkout& c);
    void ordered(std::uint32_t slot);
    void payment_request(std::uint32_t slot);
    void payment_failed(std::uint64_t late);
    void payment_done(std::uint32_t slot);
    void await_expiry(std::uint32_t slot);
    void hand_over_parcels(sim::Time end);
    void hand_over_counted(sim::Time end);
    sim::CellId shelf() const { return shared_.stock[unit_ % shared_.stock.size()]; }

    void trace(const Checkout& c, TraceStage stage) {
        if (c.traced) [[unlikely]]
            traces_.push_back({.checkout = address(c), .at = now(), .stage = stage});
    }
    void trace_created(const Checkout& c, std::uint8_t lines);
    void trace_paid(const Checkout& c, std::size_t line, std::size_t route);
    std::uint64_t label(std::size_t route, sim::Time paid, std::uint16_t tag) const;

    // The entity under which a check-out draws: carts, visits and deposits have their own numbers.
    std::uint64_t address(const Checkout& c) const {
        return c.number * kSources + static_cast<std::uint64_t>(c.source);
    }

    std::uint8_t unit_;
    Shared shared_;
    sim::TokenBucket admission_;
    sim::Station creation_;
    sim::Station payment_;
    CheckoutPool pool_;
    sim::TimingWheel<Unpaid> unpaid_;
    CountedOrders counted_;
    PlatformProbe probe_;
    UnitTotals flows_;
    std::vector<double> expiry_up_to_;  // cumulative shares of the kinds of expiry
    sim::StreamFamily back_offs_, delays_, intents_, routes_;
    std::vector<std::int32_t> parcels_;         // paid in this tick: by class, origin, destination
    std::vector<TracedParcel> traced_parcels_;  // among them
    std::vector<OrderTrace> traces_;
    std::int64_t counted_parcels_ = 0;  // of ordinary orders, likewise
    std::vector<std::int64_t> split_;   // scratch
    std::int64_t parcels_waiting_ = 0;
    std::int64_t parcels_sent_ = 0;
};

}  // namespace models
