#include "tools/run/metrics.hpp"

#include <algorithm>
#include <cmath>

namespace tools {
namespace {

using sim::Good;
using Value = std::optional<double>;

// Quantile over all parcels of the headline, undelivered ones included; nothing if its rank falls
// among those.
Value days_quantile(const Results& r, double q) {
    const auto delivered = static_cast<double>(r.delivery_times.count());
    const double all = std::max(delivered, static_cast<double>(r.counted.orders_paid));
    if (delivered == 0 || q * all > delivered) return {};
    return static_cast<double>(r.delivery_times.quantile(std::min(1.0, q * (all / delivered)))) /
           static_cast<double>(sim::kDay);
}

Value at_of(const Peak& peak) {
    if (peak.per_s == 0) return {};
    return static_cast<double>(peak.at_s);
}

constexpr Smallest kAny = Smallest::any, kHundredth = Smallest::hundredth,
                   kThousandth = Smallest::thousandth, kTenThousandth = Smallest::ten_thousandth;
constexpr bool kInstant = true, kHeadline = true;

}  // namespace

const std::vector<Metric>& metrics() {
    static const std::vector<Metric> all = {
        {"gmv_cny", "CNY", Good::higher, kAny, !kInstant, kHeadline,
         "GMV of the headline: orders paid in it, at their price after discount",
         [](const Results& r) -> Value { return r.full_cny(r.counted.gmv_fen); }},
        {"orders_created", "orders", Good::higher, kAny, !kInstant, kHeadline,
         "orders created in the headline, pre-orders apart",
         [](const Results& r) -> Value { return r.full(r.counted.orders_created); }},
        {"orders_paid", "orders", Good::higher, kAny, !kInstant, kHeadline,
         "orders paid in the headline, pre-orders included",
         [](const Results& r) -> Value { return r.full(r.counted.orders_paid); }},
        {"orders_rejected", "orders", Good::lower, kHundredth, !kInstant, kHeadline,
         "orders of attempts that the platform refused, each refusal once",
         [](const Results& r) -> Value { return r.full(r.counted.orders_rejected); }},
        {"orders_expired", "orders", Good::lower, kAny, !kInstant, kHeadline,
         "orders created in the headline that were closed unpaid",
         [](const Results& r) -> Value { return r.full(r.counted.orders_expired); }},
        {"delivery_orders", "orders", Good::higher, kAny, !kInstant, kHeadline,
         "paid orders of the headline with goods to ship",
         [](const Results& r) -> Value { return r.full(r.counted.orders_paid); }},
        {"peak_orders_per_s", "orders/s", Good::neither, kTenThousandth, !kInstant, kHeadline,
         "orders created in the busiest second",
         [](const Results& r) -> Value { return r.orders_peak.per_s; }},
        {"peak_orders_at_s", "s", Good::neither, kThousandth, kInstant, kHeadline,
         "first second within 5 % of that peak, from the origin",
         [](const Results& r) { return at_of(r.orders_peak); }},
        {"peak_payments_per_s", "payments/s", Good::neither, kTenThousandth, !kInstant, kHeadline,
         "check-outs and balances paid in the busiest second",
         [](const Results& r) -> Value { return r.payments_peak.per_s; }},
        {"peak_payments_at_s", "s", Good::neither, kThousandth, kInstant, kHeadline,
         "first second within 5 % of that peak, from the origin",
         [](const Results& r) { return at_of(r.payments_peak); }},
        {"payments_plateau_s", "s", Good::lower, kThousandth, !kInstant, kHeadline,
         "longest time of payments at 90 % of their highest 30-second mean: overload",
         [](const Results& r) -> Value { return static_cast<double>(r.payments_plateau_s); }},
        {"gmv_after_gate_cny", "CNY", Good::neither, kAny, !kInstant, !kHeadline,
         "GMV in the 3 min 59 s after the first gate",
         [](const Results& r) -> Value { return r.gmv_after_gate_cny; }},
        {"orders_awaiting_payment_at_end", "orders", Good::lower, kAny, !kInstant, kHeadline,
         "orders neither paid nor closed when the headline ends",
         [](const Results& r) -> Value { return r.full(r.counted.awaiting_at_end); }},
        {"parcels_shipped", "parcels", Good::higher, kAny, !kInstant, !kHeadline,
         "parcels of the headline handed to the carrier, to the horizon",
         [](const Results& r) -> Value { return r.full(r.counted.parcels_shipped); }},
        {"parcels_delivered", "parcels", Good::higher, kAny, !kInstant, !kHeadline,
         "parcels of the headline at their doors, to the horizon",
         [](const Results& r) -> Value { return r.full(r.counted.parcels_delivered); }},
        {"days_until_100_million_delivered", "days", Good::lower, kAny, !kInstant, !kHeadline,
         "from the start of the headline until 100 million of its parcels are delivered",
         [](const Results& r) -> Value { return r.days_until_100_million; }},
        {"days_until_half_delivered", "days", Good::lower, kAny, !kInstant, kHeadline,
         "until half of its parcels are delivered",
         [](const Results& r) -> Value { return r.days_until_half; }},
        {"days_until_95_percent_delivered", "days", Good::lower, kAny, !kInstant, kHeadline,
         "until 95 % of its parcels are delivered",
         [](const Results& r) -> Value { return r.days_until_95_percent; }},
        {"days_to_door_p50", "days", Good::lower, kAny, !kInstant, !kHeadline,
         "median time from payment to door",
         [](const Results& r) { return days_quantile(r, 0.5); }},
        {"days_to_door_p90", "days", Good::lower, kAny, !kInstant, !kHeadline,
         "time from payment to door that 90 % do not exceed",
         [](const Results& r) { return days_quantile(r, 0.9); }},
        {"days_to_door_p95", "days", Good::lower, kAny, !kInstant, !kHeadline,
         "time from payment to door that 95 % do not exceed",
         [](const Results& r) { return days_quantile(r, 0.95); }},
        {"presale_gmv_cny", "CNY", Good::higher, kAny, !kInstant, kHeadline,
         "GMV of balances paid in the headline, their deposits included",
         [](const Results& r) -> Value { return r.full_cny(r.counted.presale_gmv_fen); }},
        {"livestream_gmv_cny", "CNY", Good::higher, kAny, !kInstant, kHeadline,
         "GMV of livestreams; no such agent yet", nullptr},
        {"stockout_lost_orders", "orders", Good::lower, kHundredth, !kInstant, kHeadline,
         "orders lost to sold-out items after substitution failed",
         [](const Results& r) -> Value { return r.full(r.counted.stockout_lost_orders); }},
        // Nearer to history is no merit of a day that history did not have, so neither way is good.
        {"gmv_milestones_median_error", "1", Good::neither, kSmallestOfErrors, !kInstant,
         !kHeadline, "median distance to the published milestones of GMV, as shares of the day",
         [](const Results& r) { return r.median_error("gmv"); }},
        {"gmv_milestones_worst_error", "1", Good::neither, kSmallestOfErrors, !kInstant, !kHeadline,
         "largest distance to the published milestones of GMV, as shares of the day",
         [](const Results& r) { return r.worst_error("gmv"); }},
    };
    return all;
}

bool is_scored(std::string_view metric) {
    return metric.starts_with("gmv_milestones_");
}

const Metric* find_metric(std::string_view name) {
    for (const Metric& m : metrics()) {
        if (m.name == name) return &m;
    }
    return nullptr;
}

std::optional<double> safe_value(const Metric& metric, const Results& results) {
    if (!metric.value || !safe_at(metric.smallest, results.k)) return {};
    return metric.value(results);
}

std::optional<double> value_of(const Metric& metric, const Results& results) {
    if (metric.of_headline && !results.world->headline_over()) return {};
    return safe_value(metric, results);
}

}  // namespace tools
