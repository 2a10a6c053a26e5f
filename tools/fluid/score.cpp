#include "tools/fluid/score.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tools::fluid {
namespace {

double per_second(const std::vector<double>& cumulative, std::size_t s) {
    return cumulative[s + 1] - cumulative[s];
}

double peak(const std::vector<double>& cumulative) {
    double highest = 0;
    for (std::size_t s = 0; s + 1 < cumulative.size(); ++s)
        highest = std::max(highest, per_second(cumulative, s));
    return highest;
}

double between(const std::vector<double>& cumulative, double from, double until) {
    return at(cumulative, until) - at(cumulative, from);
}

// First second whose order rate is the peak, up to rounding.
double second_of_orders_peak(const Day& day) {
    const double highest = peak(day.orders_created) * (1 - 1e-9);
    std::size_t s = 0;
    while (per_second(day.orders_created, s) < highest) ++s;
    return static_cast<double>(s);
}

}  // namespace

std::vector<Comparison> compare(const YearRecord& year, const Day& day) {
    std::vector<Comparison> rows;
    const auto add = [&](Metric metric, const std::vector<Milestone>& milestones,
                         const std::vector<double>& curve) {
        for (const Milestone& m : milestones)
            rows.push_back({year.year, metric, m.at, m.value, at(curve, m.at)});
    };
    add(Metric::gmv, year.gmv_milestones, day.gmv);
    const auto& m = year.gmv_milestones;
    for (std::size_t i = 1; i < m.size(); ++i)
        if (m[i - 1].at == year.gate && m[i].at < year.gate + 300)
            rows.push_back({year.year, Metric::gate_burst, m[i].at, m[i].value - m[i - 1].value,
                            between(day.gmv, year.gate, m[i].at)});
    add(Metric::delivery_orders, year.order_milestones, day.orders_paid);
    if (year.payments_peak > 0)
        rows.push_back(
            {year.year, Metric::payments_peak, 0, year.payments_peak, payments_peak(day)});
    add(Metric::payments, year.payment_milestones, day.payments);
    return rows;
}

Errors gmv_errors(const std::vector<Comparison>& rows) {
    std::vector<double> errors;
    for (const Comparison& row : rows)
        if (row.metric == Metric::gmv) errors.push_back(std::abs(row.error()));
    if (errors.empty()) throw std::invalid_argument("gmv_errors: no GMV milestone among the rows");
    std::sort(errors.begin(), errors.end());
    const std::size_t n = errors.size();
    return {(errors[(n - 1) / 2] + errors[n / 2]) / 2, errors.back(), n};
}

std::vector<Target> targets_2019(const YearRecord& year, const Day& day) {
    return {
        {"GMV 01:00:00-01:03:59, bn CNY", between(day.gmv, year.gate, year.gate + 239) / 1e9,
         0.7 * 16, 1.3 * 16},
        {"s on end with payments at 90 % of their peak",
         static_cast<double>(plateau_seconds(day, 0.9)), 60, kSecondsOfDay},
        {"second in which the order rate peaks", second_of_orders_peak(day), 0, 59},
        {"GMV rate 02:00-06:30 over the day's mean", relative_rate(day, 2, 6.5), 0.25, 0.45},
        {"GMV rate 22:30-24:00 over the day's mean", relative_rate(day, 22.5, 24), 0.8, 1.2},
    };
}

double relative_rate(const Day& day, double from_h, double until_h) {
    return between(day.gmv, from_h * 3600, until_h * 3600) / day.gmv.back() * 24 /
           (until_h - from_h);
}

int plateau_seconds(const Day& day, double level) {
    const double least = level * payments_peak(day);
    int longest = 0;
    int run = 0;
    for (std::size_t s = 0; s < kSecondsOfDay; ++s) {
        run = per_second(day.payments, s) >= least ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

double payments_peak(const Day& day) {
    return peak(day.payments);
}

}  // namespace tools::fluid
