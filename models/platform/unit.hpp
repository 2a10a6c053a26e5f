// A unit of the platform: admission, order creation and payment for its share of the buyers.
//
//   arrive -> admission -> creation station -> stock (national) -> wait -> payment station -> paid
//      ^         |refused        |refused/late     |sold out                |refused/late
//      +--- back-off, or give up ----+              +- substitute, or lose   +- back-off, expire
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
// and the same for the value of orders and of balances.
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
#include "models/platform/parcel_tray.hpp"
#include "models/platform/probe.hpp"
#include "models/platform/totals.hpp"
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
        std::size_t units;                   // of the platform
        std::vector<sim::CellId> stock;      // by shard
        std::vector<sim::CellId> provinces;  // by province
        double deposit_share;
        sim::Duration parcel_tick;
        sim::Time detail_from;
        sim::Time begin;                     // of the run
        sim::Time closes;                    // no one tries again, or asks to pay, after this
        const std::vector<double>* origins;  // of ordinary orders: shares of the provinces
        std::uint64_t seed;
    };

    UnitCell(std::uint8_t unit, const UnitCapacity& capacity, const Shared& shared);

    void handle(const sim::Event& e);
    void on_message(const sim::Message& m);
    void end_window(const sim::Window& window);
    void prefetch(const sim::Event& e) const {
        if (sim::kind_of(e) <= kRetry)
            pool_.prefetch(static_cast<std::uint32_t>(sim::entity_of(e)));
    }
    std::size_t memory_bytes() const override;

    // O(1): flows as counted; populations from the lists, queues and wheel that hold them.
    UnitTotals totals() const;

    // With what waits in the pool and the wheel counted too, and its value: O(pool).
    UnitTotals audit() const;
    std::size_t pool_size() const { return pool_.places().size(); }

    std::int64_t gmv() const { return probe_.gmv(); }  // of the headline so far, fen
    const PlatformProbe& probe() const { return probe_; }
    const std::vector<OrderTrace>& traces() const { return traces_; }

    const ParcelTray& parcels() const { return parcels_; }

    // Check-outs in their places, for tests and traces.
    const CheckoutPool& pool() const { return pool_; }

    // Loses one pending event of a kind, as a defect would; false if there is none. For tests of
    // the books.
    bool lose_for_test(std::uint8_t kind) { return drop_first(kind); }

    // Counts one entity twice in a flow, likewise; loses a paid parcel; records a payment of one
    // fen that was not made.
    void double_for_test(std::int64_t UnitTotals::*flow) { ++(flows_.*flow); }
    bool break_parcel_for_test(bool mislabel) { return parcels_.break_for_test(mislabel); }
    void misrecord_for_test() { probe_.paid(now(), 0, 1); }

  private:
    struct Unpaid {  // one order in the wheel
        std::uint32_t item : 31;
        std::uint32_t headline : 1;
        std::int32_t fen;
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
    void ship(const Checkout& c, std::uint8_t line, bool headline);
    void await_expiry(std::uint32_t slot);
    void hand_over_parcels(sim::Time end);
    void hand_over_counted(sim::Time end);
    sim::CellId shelf() const { return shared_.stock[unit_ % shared_.stock.size()]; }

    void trace(const Checkout& c, TraceStage stage) {
        if (c.traced) [[unlikely]]
            traces_.push_back({.checkout = address(c), .at = now(), .stage = stage});
    }
    void trace_created(const Checkout& c, std::uint8_t lines);
    std::uint16_t trace_paid(const Checkout& c, std::uint8_t line, ParcelClass kind,
                             std::uint8_t origin);

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
    std::int64_t unpaid_fen_ = 0;  // of the orders in the wheel
    CountedOrders counted_;
    PlatformProbe probe_;
    UnitTotals flows_;
    std::vector<double> expiry_up_to_;  // cumulative shares of the kinds of expiry
    sim::StreamFamily back_offs_, delays_, intents_, routes_;
    ParcelTray parcels_;
    std::vector<OrderTrace> traces_;
    std::vector<std::int64_t> split_;  // scratch
};

}  // namespace models
