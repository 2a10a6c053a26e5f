// What a unit records. Nothing recorded feeds back into the model.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/kernel/time.hpp"
#include "sim/stats/bins.hpp"
#include "sim/stats/series.hpp"

namespace models {

// Columns of the platform's series; counts of the bin unless the name says otherwise.
enum PlatformColumn : std::size_t {
    kIntentions,
    kAttempts,
    kOrdersRejected,  // orders of attempts refused by admission or a full queue
    kOrdersTimedOut,  // orders of attempts that ran out of patience
    kOrdersCreated,
    kOrdersStockout,  // orders lost to sold-out items, after substitution failed
    kPayments,        // check-outs and balances
    kPaymentsRefused,
    kOrdersPaid,
    kGmvFen,  // of the headline; 0 outside it
    kOrdersExpired,
    kGivenUp,  // intentions
    kPlatformColumns,
};

// By PlatformColumn.
std::vector<std::string> platform_column_names();

// When things are recorded: the same for all units.
struct ProbePlan {
    sim::BinCalendar bins;  // until no order of the headline can change any more
    sim::Time headline_from;
    sim::Time headline_until;
    // Ascending: cumulative GMV and orders are read at these instants.
    std::vector<sim::Time> marks;
};

// Cumulative values at a mark; from the start of the headline.
struct MarkValues {
    std::int64_t gmv_fen = 0;
    std::int64_t orders_created = 0;
    std::int64_t orders_paid = 0;
    std::int64_t payments = 0;
};

class PlatformProbe {
  public:
    explicit PlatformProbe(const ProbePlan& plan);

    // Times never go back from one call to the next.
    void count(PlatformColumn column, sim::Time t, std::int64_t n = 1) {
        series_.add(bin_of(t), column, n);
    }
    void created(sim::Time t, std::int64_t orders);
    void paid(sim::Time t, std::int64_t orders, std::int64_t fen);

    bool in_headline(sim::Time t) const {
        return t >= plan_->headline_from && t < plan_->headline_until;
    }

    std::int64_t gmv() const { return gmv_fen_; }  // of the headline so far
    const sim::Series& series() const { return series_; }
    // Orders created, and payments, by second of the headline.
    const std::vector<std::int32_t>& created_by_second() const { return created_by_second_; }
    const std::vector<std::int32_t>& payments_by_second() const { return payments_by_second_; }
    // The increments between marks: entry i holds what came before mark i and not before mark i-1.
    const std::vector<MarkValues>& marks() const { return marks_; }

    void merge(const PlatformProbe& other);
    std::size_t memory_bytes() const;

  private:
    std::size_t bin_of(sim::Time t) { return cursor_.at(t); }
    MarkValues& mark_of(sim::Time t);

    const ProbePlan* plan_;
    sim::BinCalendar::Cursor cursor_;
    std::size_t next_mark_ = 0;
    std::int64_t gmv_fen_ = 0;
    sim::Series series_;
    std::vector<std::int32_t> created_by_second_, payments_by_second_;
    std::vector<MarkValues> marks_;
};

}  // namespace models
