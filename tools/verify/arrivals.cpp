// Arrival processes: Omori decay, the order statistics of Poisson processes, finite populations.
#include "sim/random/arrivals.hpp"

#include <fmt/format.h>

#include "tools/verify/experiment.hpp"
#include "tools/verify/samples.hpp"

namespace tools::verify {
namespace {

constexpr std::uint64_t kReplications = 25'000;

// Equal bins that cover [0, until).
std::vector<sim::Bin> grid(sim::Time until, std::uint64_t count) {
    std::vector<sim::Bin> bins;
    const sim::Time width = until / static_cast<sim::Time>(count);
    for (std::uint64_t i = 0; i < count; ++i) {
        const sim::Time begin = static_cast<sim::Time>(i) * width;
        bins.push_back({i, begin, begin + width});
    }
    return bins;
}

template <class Shape>
double share(const Shape& shape, const sim::Bin& bin) {
    return shape.cumulative(bin.end) - shape.cumulative(bin.begin);
}

// L(t) = A c / (p - 1) (1 - (1 + t / c)^(1 - p)); A = 1000/s, c = 60 s, p = 1.2.
void omori_integral(Rows& rows) {
    const sim::OmoriDecay decay(0, sim::kNever, 1.2, 60 * sim::kSecond);
    const double whole = 1000 * decay.initial_rate_seconds();
    rows.number("arrivals in all", 300'000, whole, 1e-6);
    struct Golden {
        sim::Time t;
        double arrivals;
    };
    for (const auto& [t, arrivals] : {Golden{10, 9107.9202},
                                      {30, 23367.6266},
                                      {60, 38834.8310},
                                      {120, 59177.5315},
                                      {600, 114286.8238}}) {
        rows.number(fmt::format("by {} s", t), arrivals, whole * decay.cumulative(t * sim::kSecond),
                    6e-5);
    }
    rows.number("time of arrival 10,000, s", 11.0832923109,
                sim::to_seconds(decay.inverse(10'000 / whole)), 2e-9);
}

void open_source(Rows& rows) {
    const sim::OmoriDecay decay(0, sim::kHour, 1.3, 5 * sim::kMinute);
    const std::vector<sim::Bin> bins = grid(sim::kHour, 6);
    const double total = 300;
    std::vector<Sample> counts(bins.size());
    std::vector<sim::Time> times;
    for (std::uint32_t replication = 0; replication < kReplications; ++replication) {
        const sim::StreamFamily family(51, replication, 0);
        for (const sim::Bin& bin : bins) {
            sim::open_block(decay, total, family, 1, bin, times);
            counts[bin.index].add(static_cast<double>(times.size()));
        }
    }
    for (const sim::Bin& bin : bins) {
        const double mean = total * share(decay, bin);
        rows.mean(fmt::format("mean count of bin {}", bin.index), mean, counts[bin.index].mean());
        rows.mean(fmt::format("its variance, the same"), mean, counts[bin.index].variance());
    }
    rows.score("correlation of bins 0 and 1", correlation_score(counts[0], counts[1]));
    rows.score("correlation of bins 0 and 5", correlation_score(counts[0], counts[5]));
}

template <class Shape>
void shape_row(Rows& rows, const char* what, const Shape& shape, const sim::Bin& bin) {
    std::vector<sim::Time> times;
    sim::open_block(shape, 1e6, sim::StreamFamily(52, 0, 0), 1, bin, times);
    const double from = shape.cumulative(bin.begin);
    const double to = shape.cumulative(bin.end);
    std::vector<double> uniform;
    for (const sim::Time t : times) uniform.push_back((shape.cumulative(t) - from) / (to - from));
    rows.score(what, uniform_score(uniform, 200));
}

void times_in_a_bin(Rows& rows) {
    using sim::kHour, sim::kMinute, sim::kSecond;
    const sim::OmoriDecay decay(0, kHour, 1.3, kMinute);
    const sim::PiecewiseRate daily({0, kMinute, 10 * kMinute, kHour}, {5, 1, 3});
    shape_row(rows, "Omori, whole", decay, {0, 0, kHour});
    shape_row(rows, "Omori, a part", decay, {1, 10 * kSecond, 5 * kMinute});
    shape_row(rows, "piecewise, whole", daily, {0, 0, kHour});
    shape_row(rows, "piecewise, a part", daily, {1, 30 * kSecond, 20 * kMinute});
}

// The k-th of 9 uniform times is Beta(k, 10 - k);
// Cov(U(j), U(k)) = j (n + 1 - k) / ((n + 1)^2 (n + 2)).
void order_statistics(Rows& rows) {
    const sim::PiecewiseRate flat({0, sim::kSecond}, {1});
    Sample second;
    Sample product;
    std::vector<sim::Time> times;
    std::int64_t missing = 0;
    for (std::uint64_t source = 0; source < 4 * kReplications; ++source) {
        missing += 9 - sim::finite_block(flat, 9, sim::StreamFamily(53, 0, 0), source,
                                         {0, 0, sim::kSecond}, times);
        second.add(sim::to_seconds(times[1]));
        product.add((sim::to_seconds(times[1]) - 0.2) * (sim::to_seconds(times[7]) - 0.8));
    }
    rows.number("members that never came", 0, static_cast<double>(missing));
    rows.mean("mean of the 2nd of 9, s", 0.2, second.mean());
    rows.mean("its variance", 0.2 * 0.8 / 11, second.variance());
    const Estimate covariance = product.mean();
    rows.score("covariance with the 8th",
               (covariance.value - 2.0 * 2.0 / (100.0 * 11.0)) / covariance.error);
}

void finite_source(Rows& rows) {
    const sim::OmoriDecay decay(0, sim::kHour, 1.3, 5 * sim::kMinute);
    const std::vector<sim::Bin> bins = grid(sim::kHour, 6);
    constexpr double kTotal = 500;
    std::vector<Sample> counts(bins.size());
    Sample product;
    std::vector<sim::Time> times;
    std::int64_t open = 0;
    for (std::uint32_t replication = 0; replication < kReplications; ++replication) {
        auto remaining = static_cast<std::int64_t>(kTotal);
        for (const sim::Bin& bin : bins) {
            remaining -= sim::finite_block(decay, remaining, sim::StreamFamily(54, replication, 0),
                                           1, bin, times);
            counts[bin.index].add(static_cast<double>(times.size()));
        }
        open += remaining;
        product.add((counts[0].values().back() - kTotal * share(decay, bins[0])) *
                    (counts[3].values().back() - kTotal * share(decay, bins[3])));
    }
    rows.number("members that never came", 0, static_cast<double>(open));
    for (const sim::Bin& bin : bins) {
        const double p = share(decay, bin);
        rows.mean(fmt::format("mean count of bin {}", bin.index), kTotal * p,
                  counts[bin.index].mean());
        rows.mean("its variance, binomial", kTotal * p * (1 - p), counts[bin.index].variance());
    }
    const Estimate covariance = product.mean();
    rows.score("covariance of bins 0 and 3",
               (covariance.value + kTotal * share(decay, bins[0]) * share(decay, bins[3])) /
                   covariance.error);
}

void coupling(Rows& rows) {
    const sim::OmoriDecay decay(0, sim::kHour, 1.3, 5 * sim::kMinute);
    std::vector<sim::Time> times;
    std::int64_t fewer = 0;
    for (std::uint64_t source = 0; source < 500; ++source) {
        for (const sim::Bin& bin : grid(sim::kHour, 4)) {
            std::size_t before = 0;
            for (const double mean : {1.0, 10.0, 10.1, 100.0, 101.0, 1000.0, 1010.0}) {
                sim::open_block(decay, mean, sim::StreamFamily(55, 0, 0), source, bin, times);
                fewer += times.size() < before ? 1 : 0;
                before = times.size();
            }
        }
    }
    rows.number("larger means that brought fewer", 0, static_cast<double>(fewer));
}

}  // namespace

std::vector<Experiment> arrival_experiments() {
    return {{"Omori decay, integral and inverse", "Omori 1894, Utsu 1961", omori_integral},
            {"Open source, counts", "Poisson, independent", open_source},
            {"Open source, times in a bin", "chi-square", times_in_a_bin},
            {"Finite source, order statistics", "Beta law", order_statistics},
            {"Finite source, counts", "multinomial law", finite_source},
            {"Open source, coupled counts", "monotone in the mean", coupling}};
}

}  // namespace tools::verify
