// Growing populations and stock that runs out: event list and streams against their laws.
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "sim/kernel/event_list.hpp"
#include "sim/random/alias.hpp"
#include "sim/random/distributions.hpp"
#include "sim/random/math.hpp"
#include "sim/random/quantile.hpp"
#include "sim/random/stream.hpp"

#include "tools/verify/experiment.hpp"
#include "tools/verify/formulas.hpp"
#include "tools/verify/samples.hpp"

namespace tools::verify {
namespace {

// Each event begets a Poisson number of others, n in the mean, each after an exponential time of
// rate beta; immigrants come at rate mu from rest (Hawkes and Oakes 1974).
void self_exciting(Rows& rows) {
    constexpr double kMu = 1, kOffspring = 0.5, kBeta = 2, kUntil = 10;
    Sample count;
    for (std::uint32_t run = 0; run < 20'000; ++run) {
        const sim::StreamFamily family(81, run, 0);
        sim::EventList list;
        std::uint64_t next = 0;
        sim::Stream stream = family.at(0);
        for (double t = 0; (t += sim::exponential(stream, 1 / kMu)) < kUntil;) {
            list.push(sim::make_event(sim::from_seconds(t), 0, ++next));
        }
        std::int64_t events = 0;
        while (list.has_before(sim::from_seconds(kUntil))) {
            const sim::Event e = list.pop();
            ++events;
            sim::Stream own = family.at(sim::entity_of(e), 1);
            for (std::int64_t i = sim::poisson(own, kOffspring); i > 0; --i) {
                const double delay = sim::exponential(own, 1 / kBeta);
                list.push(sim::make_event(e.time + sim::from_seconds(delay), 0, ++next));
            }
        }
        count.add(static_cast<double>(events));
    }
    rows.mean("mean number in 10 s", hawkes_mean(kMu, kOffspring, kBeta, kUntil), count.mean());
}

// N people take up a new thing at rate p + q n / N each (Bass 1969), one event for the next.
Experiment adoption(int people, std::uint32_t runs, std::uint64_t seed) {
    return {fmt::format("Bass's adoption among {}", people), "pure birth, Runge-Kutta",
            [=](Rows& rows) {
                constexpr double kP = 0.03, kQ = 0.38, kYears = 5;
                Sample share;
                for (std::uint32_t run = 0; run < runs; ++run) {
                    sim::Stream stream = sim::StreamFamily(seed, run, 0).at(0);
                    int n = 0;
                    for (double t = 0; n < people; ++n) {
                        const double each = kP + kQ * n / people;
                        t += sim::exponential(stream, 1 / ((people - n) * each));
                        if (t > kYears) break;
                    }
                    share.add(static_cast<double>(n) / people);
                }
                const Adoption golden(people, kP, kQ, kYears);
                rows.mean("mean share after 5 years", golden.mean, share.mean());
                rows.mean("its variance", golden.deviation * golden.deviation, share.variance());
            }};
}

// So many people that nothing is left of chance: the share over the years is the fluid's.
void mass_adoption(Rows& rows) {
    constexpr int kPeople = 100'000;
    constexpr double kP = 0.03, kQ = 0.38;
    const std::array<double, 5> years{1, 2, 5, 10, 20};
    std::array<Sample, 5> share;
    for (std::uint32_t run = 0; run < 60; ++run) {
        sim::Stream stream = sim::StreamFamily(85, run, 0).at(0);
        double t = 0;
        std::size_t year = 0;
        for (int n = 0; year < years.size(); ++n) {
            // The last one may come late, and then nobody is left.
            const double rate = (kPeople - n) * (kP + kQ * n / kPeople);
            t = n < kPeople ? t + sim::exponential(stream, 1 / rate) : years.back() + 1;
            for (; year < years.size() && t > years[year]; ++year) {
                share[year].add(static_cast<double>(n) / kPeople);
            }
        }
    }
    for (std::size_t i = 0; i < years.size(); ++i) {
        rows.mean(fmt::format("mean share after {} years", years[i]),
                  BassFluid{kP, kQ}.share(years[i]), share[i].mean());
    }
}

// A stock for a critical ratio, as merchants have it: a piece sold earns 6, one left over costs 2.
void newsvendor(Rows& rows) {
    constexpr double kMean = 1000, kDeviation = 200, kMargin = 6, kLoss = 2;
    constexpr double kRatio = kMargin / (kMargin + kLoss);
    const double stock = kMean + kDeviation * sim::math::normal_quantile(kRatio);
    rows.number("stock for a ratio of 0.75, normal", 1134.897950, stock, 1e-6);
    Sample lost;
    Sample profit;
    sim::Stream stream = sim::StreamFamily(86, 0, 0).at(0);
    for (int season = 0; season < 200'000; ++season) {
        const double demand = kMean + kDeviation * sim::normal(stream);
        const double sold = std::min(demand, stock);
        lost.add(demand - sold);
        profit.add(kMargin * sold - kLoss * (stock - sold));
    }
    const Newsvendor golden(kMean, kDeviation, stock, kMargin, kLoss);
    rows.mean("mean demand not met", golden.lost, lost.mean());
    rows.mean("mean profit", golden.profit, profit.mean());
    const auto poisson_row = [&](double mean, double ratio, double expected) {
        rows.number(fmt::format("stock for {}, Poisson with mean {}", ratio, mean), expected,
                    static_cast<double>(sim::poisson_quantile(mean, ratio)));
    };
    poisson_row(20, 0.75, 23);
    poisson_row(20, 0.95, 28);
    poisson_row(100, 0.9, 113);
}

// Buyers come at 100/s and choose by a logit's shares; an item of 20 pieces sells out after an
// Erlang time.
void selling_out(Rows& rows) {
    constexpr double kArrivals = 100;
    constexpr int kPieces = 20;
    const std::array<double, 4> utility{0, 0.5, 1, -1};
    std::vector<double> weights;
    double sum = 0;
    for (const double u : utility) weights.push_back(sim::math::exp(u));
    for (const double w : weights) sum += w;
    const double rate = kArrivals * weights[1] / sum;
    const sim::AliasTable table(weights);
    Sample time;
    for (std::uint32_t run = 0; run < 30'000; ++run) {
        sim::Stream gaps = sim::StreamFamily(84, run, 0).at(0);
        sim::Stream choices = sim::StreamFamily(84, run, 1).at(0);
        double t = 0;
        for (int left = kPieces; left > 0;) {
            t += sim::exponential(gaps, 1 / kArrivals);
            if (table.pick(choices()) == 1) --left;
        }
        time.add(t);
    }
    rows.mean("mean time to sell 20, s", kPieces / rate, time.mean());
    rows.mean("its variance, s^2", kPieces / (rate * rate), time.variance());
}

}  // namespace

std::vector<Experiment> population_experiments() {
    return {{"Self-exciting arrivals from rest", "Hawkes 1971", self_exciting},
            adoption(100, 40'000, 82),
            adoption(1000, 30'000, 83),
            {"Bass's adoption among 100000", "its fluid limit: Bass 1969", mass_adoption},
            {"Newsvendor", "Arrow, Harris and Marschak 1951", newsvendor},
            {"Stock that sells out", "Erlang law of the last piece", selling_out}};
}

}  // namespace tools::verify
