#include "tools/fluid/report.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/core.h>

#include "tools/fluid/calibrate.hpp"
#include "tools/fluid/payments.hpp"
#include "tools/fluid/score.hpp"

namespace tools::fluid {
namespace {

std::string clock(double t) {
    const int s = static_cast<int>(t);
    return s == 0 ? "" : fmt::format("{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

struct Label {
    const char* name;
    double unit;
    const char* role;
};
Label label(Metric metric) {
    switch (metric) {
        case Metric::gmv:
            return {"GMV, bn CNY", 1e9, "fitted"};
        case Metric::gate_burst:
            return {"GMV after gate, bn CNY", 1e9, "derived"};
        case Metric::delivery_orders:
            return {"delivery orders, M", 1e6, "fitted"};
        case Metric::payments_peak:
            return {"payments peak, k/s", 1e3, "rule"};
        case Metric::payments:
            return {"payments, M", 1e6, "held out"};
    }
    return {};
}

std::vector<YearRecord> scored(const PageRecord& record) {
    std::vector<YearRecord> years;
    for (const int year : kScoredYears) years.push_back(record.of(year));
    return years;
}

void print_row(const Comparison& row) {
    const Label l = label(row.metric);
    fmt::print("{:4}  {:8}  {:22} {:>9.2f} {:>8.2f} {:>+6.1f} %  {}\n", row.year, clock(row.at),
               l.name, row.published / l.unit, row.fluid / l.unit, 100 * row.error(), l.role);
}

void print_shape(const Fit& fit, const Uncertainty& open) {
    fmt::print("{:22} {:>10} {:>18}\n", "settled", "value", "standard error");
    for (std::size_t i = 0; i < free_parameters().size(); ++i)
        fmt::print("{:22} {:>10.4g} {:>16.0f} %\n", free_parameters()[i].name,
                   free_parameters()[i].of(fit.shape),
                   100 * open.relative_error[static_cast<Eigen::Index>(i)]);
    fmt::print("{:22} {:>10.0f}\n{:22} {:>10.4g}\n", "payments_at_reference",
               fit.shape.payments_at_reference, "payments_growth", fit.shape.payments_growth);
    fmt::print("sum of squared residuals {:.2f} after {} evaluations\n\n", fit.cost,
               fit.evaluations);
}

// For each direction the parameters that make up most of it: a small singular value is a trade
// between them that the record hardly notices.
void print_directions(const Uncertainty& open) {
    fmt::print("singular values of the Jacobian, and what each direction moves\n");
    for (Eigen::Index i = 0; i < open.singular_values.size(); ++i) {
        fmt::print("{:>8.2f} ", open.singular_values[i]);
        for (std::size_t p = 0; p < free_parameters().size(); ++p) {
            const double part = open.directions(static_cast<Eigen::Index>(p), i);
            if (std::abs(part) > 0.5) fmt::print(" {:+.2f} {}", part, free_parameters()[p].name);
        }
        fmt::print("\n");
    }
}

// Each year predicted by a fit to the other two.
void print_left_out(const Shape& start, const std::vector<YearRecord>& years) {
    fmt::print("\nGMV milestones of a year left out of the fit\n");
    for (const YearRecord& year : years) {
        Problem rest{years};
        std::erase_if(rest.years, [&](const YearRecord& y) { return y.year == year.year; });
        const Shape shape = calibrate(start, rest).shape;
        const Errors errors = gmv_errors(compare(year, integrate(shape, year)));
        fmt::print("{}  median {:4.1f} %  worst {:4.1f} %  of {}\n", year.year, 100 * errors.median,
                   100 * errors.worst, errors.milestones);
    }
}

// An assumption replaced by another, the free parameters fitted anew.
struct Alternative {
    const char* name;
    double Shape::*member;
    double value;
};
constexpr Alternative kAlternatives[] = {
    {"payments_growth 1", &Shape::payments_growth, 1},
    {"cart_shape 0.5", &Shape::cart_shape, 0.5},
    {"cart_shape 1.2", &Shape::cart_shape, 1.2},
    {"cart_value 0.9", &Shape::cart_value, 0.9},
    {"cart_value 1.0", &Shape::cart_value, 1.0},
    {"cart_value 1.1", &Shape::cart_value, 1.1},
    {"presale_share 0.08", &Shape::presale_share, 0.08},
    {"presale_share 0.16", &Shape::presale_share, 0.16},
    {"presale_shape 0.35", &Shape::presale_shape, 0.35},
    {"presale_shape 0.8", &Shape::presale_shape, 0.8},
    {"presale_value 1.0", &Shape::presale_value, 1.0},
    {"presale_value 1.3", &Shape::presale_value, 1.3},
    {"retry_backoff 10 s", &Shape::retry_backoff, 10},
};

void print_alternative(const char* name, const Fit& fit, const std::vector<YearRecord>& years) {
    std::vector<Comparison> rows;
    for (const YearRecord& year : years) {
        const std::vector<Comparison> compared = compare(year, integrate(fit.shape, year));
        rows.insert(rows.end(), compared.begin(), compared.end());
    }
    const Errors errors = gmv_errors(rows);
    const Shape& s = fit.shape;
    fmt::print(
        "{:20} {:>7.1f} {:>4.1f} % {:>4.1f} % {:>6.3f} {:>6.0f} {:>6.0f} {:>7.3f} {:>5.1f}\n", name,
        fit.cost, 100 * errors.median, 100 * errors.worst, s.cart_share, s.cart_scale,
        s.presale_scale, s.orders_per_checkout, s.payment_delay);
}

// Columns: cart_share, cart_scale, presale_scale (s), orders_per_checkout, payment_delay (s).
void print_alternatives(const Fit& settled, const std::vector<YearRecord>& years) {
    fmt::print("\nother assumptions    squares median  worst  carts  scale   gate  /check delay\n");
    print_alternative("as settled", settled, years);
    for (const Alternative& other : kAlternatives) {
        Shape start = settled.shape;
        start.*other.member = other.value;
        print_alternative(other.name, calibrate(start, {years}), years);
    }
}

}  // namespace

void print_page(const Shape& shape, const PageRecord& record) {
    fmt::print("{:4}  {:8}  {:22} {:>9} {:>8} {:>8}  {}\n", "year", "time", "figure", "published",
               "fluid", "error", "role");
    std::vector<Comparison> rows;
    for (const YearRecord& year : record.years)
        for (const Comparison& row : compare(year, integrate(shape, year))) {
            print_row(row);
            rows.push_back(row);
        }
    const Errors errors = gmv_errors(rows);
    std::vector<Target> targets{{"median absolute error of the GMV milestones, %",
                                 100 * errors.median, 0, 100 * kMedianTarget},
                                {"worst absolute error of the GMV milestones, %",
                                 100 * errors.worst, 0, 100 * kWorstTarget}};
    const YearRecord& year = record.of(2019);
    for (const Target& target : targets_2019(year, integrate(shape, year)))
        targets.push_back(target);
    fmt::print("\n{} GMV milestones of 2019, 2018 and 2016, 24:00 left out; then 2019:\n",
               errors.milestones);
    for (const Target& t : targets)
        fmt::print("{:51} {:>6.2f} in {:>4g}..{:<5g} {}\n", t.claim, t.value, t.low, t.high,
                   t.holds() ? "holds" : "MISSED");
}

void print_calibration(const PageRecord& record) {
    Shape start = kCalibrated;
    fit_payment_rule(start, record.peaks);
    const Problem problem{scored(record)};
    const Fit fit = calibrate(start, problem);
    const Uncertainty open = uncertainty(fit.shape, problem);
    print_shape(fit, open);
    print_directions(open);
    print_left_out(start, problem.years);
    print_alternatives(fit, problem.years);
}

void print_payments(const PageRecord& record) {
    const double orders_peak = record.of(2019).orders_peak;
    fmt::print("published peaks                payments/orders   2019 at that ratio\n");
    for (const Peaks& p : record.peaks)
        fmt::print("{}  {:>7.0f} orders/s {:>7.0f}/s {:>9.3f} {:>15.0f}/s\n", p.year, p.orders,
                   p.payments, p.payments / p.orders, proportional(p, orders_peak));
    for (std::size_t i = 1; i < record.peaks.size(); ++i)
        fmt::print("growth from {} to {}, gone on to 2019: {:>22.0f}/s\n", record.peaks[i - 1].year,
                   record.peaks[i].year,
                   extrapolated(record.peaks[i - 1], record.peaks[i], orders_peak));
    fmt::print("the rule (line through all of them):     {:>20.0f}/s\n\n",
               payment_capacity(kCalibrated, record.of(2019)));

    fmt::print("capacity of 2019 prescribed, everything else fitted anew\n");
    fmt::print("check-outs/s  orders/check-out  squares  median  worst  2019  targets\n");
    const std::vector<YearRecord> years = scored(record);
    double lowest = 0;
    double highest = 0;
    constexpr double kFrom = 360e3;
    constexpr double kUntil = 620e3;
    constexpr double kStep = 20e3;
    for (double capacity = kFrom; capacity <= kUntil; capacity += kStep) {
        const Trial t = try_capacity(capacity, kCalibrated, years);
        fmt::print("{:>12.0f} {:>17.3f} {:>8.1f} {:>5.1f} % {:>4.0f} % {:>3.0f} %  {}\n",
                   t.capacity, t.orders_per_checkout, t.cost, 100 * t.errors.median,
                   100 * t.errors.worst, 100 * t.worst_2019,
                   t.allowed()      ? "allowed"
                   : t.targets_hold ? "errors"
                                    : "missed");
        if (!t.allowed()) continue;
        if (lowest == 0) lowest = capacity;
        highest = capacity;
    }
    fmt::print("\nallowed: {:.0f} to {:.0f} check-outs/s{}\n", lowest, highest,
               highest == kUntil ? ", the last one tried" : "");
}

void print_csv(const Shape& shape, const YearRecord& year) {
    const Day day = integrate(shape, year);
    fmt::print(
        "elapsed_s,intentions_per_s,orders_created_per_s,payments_per_s,gmv_cny_cumulative\n");
    for (std::size_t s = 1; s < day.gmv.size(); ++s)
        fmt::print("{},{:.1f},{:.1f},{:.1f},{:.0f}\n", s, day.intentions[s] - day.intentions[s - 1],
                   day.orders_created[s] - day.orders_created[s - 1],
                   day.payments[s] - day.payments[s - 1], day.gmv[s]);
}

}  // namespace tools::fluid
