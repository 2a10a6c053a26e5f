// What a run found out, gathered from its cells: the one source of screen, summary and files.
//
// Rates, instants and milestones are at full size; what was counted is kept as it was counted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/stats/digest.hpp"
#include "sim/stats/histogram.hpp"
#include "sim/stats/series.hpp"

#include "models/world/world.hpp"

#include "tools/run/record.hpp"

namespace tools {

struct Milestone {
    int year;
    std::string metric;
    std::optional<sim::Time> at;
    double published;
    std::optional<double> simulated;
    std::string role;  // input, derived or scored
    std::optional<double> error_share;

    std::optional<double> error() const {
        if (!simulated || published == 0) return {};
        return *simulated / published - 1;
    }
};

struct Peak {
    double per_s = 0;
    std::int64_t at_s = 0;  // first within 5 % of it, from origin
};

// Counts and fen at the run's own scale. Orders and money are those of the headline; parcels those
// of its orders, so far.
struct Counted {
    std::int64_t gmv_fen = 0, presale_gmv_fen = 0;
    std::int64_t orders_created = 0, orders_paid = 0, orders_rejected = 0;
    std::int64_t orders_expired = 0;        // of those created in the headline, so far
    std::int64_t stockout_lost_orders = 0;  // after substitution failed
    std::int64_t awaiting_at_end = 0;       // orders, for payment
    std::int64_t parcels_shipped = 0, parcels_delivered = 0;
};

struct Results {
    Results(const models::World& world, const std::vector<Fact>& facts);

    const models::World* world;
    double k;  // full size over the run's size
    models::PlatformProbe platform;
    sim::Series parcels;  // by tick, all provinces
    sim::LogHistogram delivery_times;
    models::Ledger ledger;  // of the whole run, at its end, unscaled
    models::Ledger
        headline;  // the same at the end of the headline, its flows those of the headline

    Counted counted;
    Peak orders_peak, payments_peak;
    std::int64_t payments_plateau_s = 0;       // longest time at 90 % of the peak, 30-second means
    std::optional<double> gmv_after_gate_cny;  // in the 3 min 59 s after the first gate
    std::optional<double> lull_rate, closing_rate;  // of GMV, 02:00-06:30, 22:30-24:00, to the mean
    std::optional<double> days_until_100_million, days_until_half, days_until_95_percent;
    std::vector<double> delivered_by_day;  // from the headline's start
    std::vector<Milestone> milestones;
    sim::Digest digest;

    // What was counted, at full size.
    double full(std::int64_t n) const { return static_cast<double>(n) * k; }
    double full_cny(std::int64_t fen) const { return full(fen) / 100; }

    // Over the scored milestones of one metric, as shares of the day; nothing if there are none.
    std::optional<double> median_error(const std::string& metric) const;
    std::optional<double> worst_error(const std::string& metric) const;

    // Parcels of a column up to an instant, interpolated within its tick.
    double parcels_until(models::LogisticsColumn column, sim::Time t) const;
    // When a column reaches a full-size number; nothing if it does not.
    std::optional<double> days_until(models::LogisticsColumn column, double parcels) const;

  private:
    void count_flows();
    void find_peaks();
    void measure_shape();
    void score(const std::vector<Fact>& facts);
    void fill_digest();
    std::vector<double> scored_errors(const std::string& metric) const;
};

// The instants that World must watch for these facts and for the shape of the day.
std::vector<sim::Time> marks_for(const models::Scenario& scenario, const std::vector<Fact>& facts);

}  // namespace tools
