// Stations from empty, and stations whose arrivals vary with time.
#include <cmath>
#include <fmt/format.h>

#include "tools/verify/experiment.hpp"
#include "tools/verify/formulas.hpp"
#include "tools/verify/station_runs.hpp"
#include "tools/verify/varying_arrivals.hpp"

namespace tools::verify {
namespace {

// Arrivals by the sine until the last of the times, in blocks of an eighth of a period.
auto sine_arrivals(const Sine& sine, const sim::PiecewiseRate& profile, int periods,
                   const sim::StreamFamily& family) {
    const sim::Duration period = sim::from_seconds(sine.period);
    return BlockArrivals(profile, sine.mean * sine.period * periods, period / 8, period * periods,
                         family);
}

// The number present at each time, over independent runs from empty.
template <class MakeArrivals, class MakeService>
std::vector<Sample> presence(std::int64_t servers, std::uint32_t runs,
                             const std::vector<double>& times, std::uint64_t seed,
                             MakeArrivals&& make_arrivals, MakeService&& make_service) {
    std::vector<Sample> present(times.size());
    for (std::uint32_t run = 0; run < runs; ++run) {
        auto arrivals = make_arrivals(sim::StreamFamily(seed, run, 0));
        sim::Stream stream = sim::StreamFamily(seed, run, 1).at(0);
        run_from_empty(
            servers, arrivals, [&] { return make_service(stream); }, times,
            [&](std::size_t i, std::int64_t n) { present[i].add(static_cast<double>(n)); });
    }
    return present;
}

void constant_delay(Rows& rows) {
    std::vector<double> times;
    for (int i = 1; i <= 45'000; ++i) times.push_back(2.0 * i);  // 2 D apart: independent
    sim::Stream stream = sim::StreamFamily(1, 0, 0).at(0);
    Sample present;
    double t = 0;
    run_from_empty(
        sim::kUnlimited, [&] { return sim::from_seconds(t += sim::exponential(stream, 1 / 20.0)); },
        [] { return 1.0; }, times,
        [&](std::size_t, std::int64_t n) { present.add(static_cast<double>(n)); });
    rows.mean("mean number in service", 20, present.mean());
    rows.mean("its variance", 20, present.variance());
}

void daily_unlimited(Rows& rows) {
    const Sine sine{100, 60, 24};
    const sim::PiecewiseRate profile = sine.profile(1);
    const UnlimitedServers golden{sine.mean, sine.swing, sine.omega(), 0.5};
    const std::vector<double> times{1, 2, 6, 12, 18, 24};
    const auto present = presence(
        sim::kUnlimited, 300, times, 2,
        [&](const sim::StreamFamily& family) { return sine_arrivals(sine, profile, 1, family); },
        [](sim::Stream& stream) { return sim::exponential(stream, 2); });
    for (std::size_t i = 0; i < times.size(); ++i) {
        rows.mean(fmt::format("mean number after {} h", times[i]), golden.present(times[i]),
                  present[i].mean());
    }
}

void variance_of_unlimited(Rows& rows) {
    const Sine sine{4, 3, 8};
    const sim::PiecewiseRate profile = sine.profile(1);
    const auto present = presence(
        sim::kUnlimited, 25'000, {3}, 6,
        [&](const sim::StreamFamily& family) { return sine_arrivals(sine, profile, 1, family); },
        [](sim::Stream& stream) { return sim::exponential(stream, 1); });
    const double golden = UnlimitedServers{sine.mean, sine.swing, sine.omega(), 1}.present(3);
    rows.mean("mean number after 3 s", golden, present[0].mean());
    rows.mean("its variance, the same", golden, present[0].variance());
}

// m(t) = integral of lambda(t - u) P(S > u) du, by quadrature; A = 1000/s, c = 60 s, p = 1.2.
template <class Service>
void spike(Rows& rows, const std::vector<double>& golden, std::uint64_t seed, Service service) {
    const std::vector<double> times{10, 30, 60, 120, 600};
    const sim::OmoriDecay decay(0, sim::kNever, 1.2, 60 * sim::kSecond);
    const auto present = presence(
        sim::kUnlimited, 30, times, seed,
        [&](const sim::StreamFamily& family) {
            return BlockArrivals(decay, 1000 * decay.initial_rate_seconds(), sim::kSecond,
                                 10 * sim::kMinute, family);
        },
        service);
    for (std::size_t i = 0; i < times.size(); ++i) {
        rows.mean(fmt::format("mean number after {} s", times[i]), golden[i], present[i].mean());
    }
}

void overload_and_recovery(Rows& rows) {
    const Sine sine{4, 3, 8};
    const sim::PiecewiseRate profile = sine.profile(2);
    const std::vector<double> times{2, 4, 8, 12, 16};
    const auto golden = time_dependent([&](double t) { return sine.rate(t); }, 1, 5, 120, times);
    const auto present = presence(
        5, 40'000, times, 5,
        [&](const sim::StreamFamily& family) { return sine_arrivals(sine, profile, 2, family); },
        [](sim::Stream& stream) { return sim::exponential(stream, 1); });
    for (std::size_t i = 0; i < times.size(); ++i) {
        Sample busy;
        for (const double n : present[i].values()) busy.add(n >= 5 ? 1 : 0);
        rows.mean(fmt::format("mean number after {} s", times[i]), golden[i].present,
                  present[i].mean());
        rows.mean(fmt::format("all busy after {} s", times[i]), golden[i].all_busy, busy.mean());
    }
}

// The delay of the n-th customer of an empty M/M/1, over independent days.
Experiment first_customers(double rho, std::uint32_t days, std::uint64_t seed) {
    return {
        fmt::format("M/M/1 from empty, {} erlang", rho), "Kelton and Law 1985", [=](Rows& rows) {
            constexpr int kCustomers = 100;
            const std::vector<double> golden = delays_from_empty(rho, kCustomers);
            std::vector<Sample> delay(kCustomers);
            for (std::uint32_t day = 0; day < days; ++day) {
                sim::Station station(1);
                sim::EventList list;
                sim::Stream gaps = sim::StreamFamily(seed, day, 0).at(0);
                sim::Stream services = sim::StreamFamily(seed, day, 1).at(0);
                sim::Time now = 0;
                const auto begin = [&](std::uint64_t customer, sim::Time arrived) {
                    delay[customer].add(sim::to_seconds(now - arrived));
                    const double s = sim::exponential(services, 1);
                    list.push(sim::make_event(now + sim::from_seconds(s), kEndOfService, customer));
                };
                list.push(sim::make_event(0, kArrival, 0));
                while (!list.empty()) {
                    const sim::Event e = list.pop();
                    now = e.time;
                    if (kind_of(e) == kEndOfService) {
                        station.finish(now, begin);
                        continue;
                    }
                    const std::uint64_t customer = entity_of(e);
                    if (station.arrive(now, customer) == sim::Arrival::served) {
                        begin(customer, now);
                    }
                    if (customer + 1 < kCustomers) {
                        const double gap = sim::exponential(gaps, 1 / rho);
                        list.push(
                            sim::make_event(now + sim::from_seconds(gap), kArrival, customer + 1));
                    }
                }
            }
            for (const std::size_t n : {2u, 5u, 10u, 25u, 50u, 100u}) {
                rows.mean(fmt::format("mean wait of customer {}, s", n), golden[n - 1],
                          delay[n - 1].mean());
            }
        }};
}

}  // namespace

std::vector<Experiment> transient_experiments() {
    const auto thirty = [](sim::Stream&) { return 30.0; };
    const auto about_thirty = [](sim::Stream& stream) { return sim::exponential(stream, 30); };
    return {first_customers(0.5, 60'000, 51),
            first_customers(0.8, 50'000, 52),
            first_customers(0.9, 50'000, 53),
            {"M/D/infinity", "Poisson: Palm 1943", constant_delay},
            {"M(t)/M/infinity over a day", "Eick, Massey and Whitt 1993", daily_unlimited},
            {"M(t)/M/infinity is Poisson", "Eick, Massey and Whitt 1993", variance_of_unlimited},
            {"M(t)/D/infinity after Omori's spike", "quadrature",
             [=](Rows& rows) {
                 spike(rows, {9107.92, 23367.63, 15467.20, 8943.49, 1735.94}, 3, thirty);
             }},
            {"M(t)/M/infinity after Omori's spike", "quadrature",
             [=](Rows& rows) {
                 spike(rows, {7705.80, 14192.23, 14724.74, 10138.63, 1791.28}, 4, about_thirty);
             }},
            {"M(t)/M/5 through overload", "Kolmogorov's equations, Runge-Kutta",
             overload_and_recovery}};
}

}  // namespace tools::verify
