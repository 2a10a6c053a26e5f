// Stations whose arrivals vary with time, from empty. Arrivals come by inversion of the integrated
// rate: a Poisson process of rate 1, its times mapped by the inverse.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "tests/theory/harness.hpp"
#include "tests/theory/station_runs.hpp"

using namespace theory;

namespace {

// rate(t) = mean + swing sin(2 pi t / period). Requires swing < mean.
class SineArrivals {
  public:
    SineArrivals(double mean, double swing, double period, sim::Stream stream)
        : mean_(mean), swing_(swing), omega_(2 * std::numbers::pi / period), stream_(stream) {}

    double operator()() {
        target_ += sim::exponential(stream_, 1);
        // Newton's method from the last arrival; the integral is increasing and smooth.
        for (int i = 0; i < 50; ++i) {
            const double integral = mean_ * t_ + swing_ / omega_ * (1 - std::cos(omega_ * t_));
            const double step = (target_ - integral) / (mean_ + swing_ * std::sin(omega_ * t_));
            t_ += step;
            if (std::abs(step) < 1e-10) break;
        }
        return t_;
    }

  private:
    double mean_;
    double swing_;
    double omega_;
    sim::Stream stream_;
    double target_ = 0;
    double t_ = 0;
};

// Omori's law: rate(t) = peak (1 + t / c)^-p.
class OmoriArrivals {
  public:
    OmoriArrivals(double peak, double c, double p, sim::Stream stream)
        : total_(peak * c / (p - 1)), c_(c), p_(p), stream_(stream) {}

    double operator()() {
        target_ += sim::exponential(stream_, 1);
        if (target_ >= total_) return 1e9;  // no more: far beyond every sample
        return c_ * (std::pow(1 - target_ / total_, -1 / (p_ - 1)) - 1);
    }

  private:
    double total_;
    double c_;
    double p_;
    sim::Stream stream_;
    double target_ = 0;
};

struct Golden {
    double time;
    double mean;
};

// Checks the mean number in the system at each time over independent runs from empty.
template <class MakeArrivals, class MakeService>
void check_means(std::int64_t servers, std::uint32_t runs, const std::vector<Golden>& golden,
                 std::uint64_t seed, MakeArrivals&& make_arrivals, MakeService&& make_service) {
    std::vector<double> times;
    for (const Golden& g : golden) times.push_back(g.time);
    std::vector<BatchMeans> present(times.size(), BatchMeans(1));
    for (std::uint32_t run = 0; run < runs; ++run) {
        auto arrivals = make_arrivals(sim::StreamFamily(seed, run, 0).at(0));
        sim::Stream stream = sim::StreamFamily(seed, run, 1).at(0);
        run_from_empty(
            servers, arrivals, [&] { return make_service(stream); }, times,
            [&](std::size_t i, std::int64_t n) { present[i].add(static_cast<double>(n)); });
    }
    for (std::size_t i = 0; i < golden.size(); ++i) {
        CAPTURE(golden[i].time);
        CHECK_THAT(present[i].estimate(), Meets(golden[i].mean));
    }
}

}  // namespace

TEST_CASE("M/D/infinity: the number in service is Poisson, mean and variance lambda D") {
    std::vector<double> times;
    for (int i = 1; i <= 45'000; ++i) times.push_back(2.0 * i);  // 2 D apart: independent
    sim::Stream stream = sim::StreamFamily(1, 0, 0).at(0);
    BatchMeans present(1);
    double t = 0;
    run_from_empty(
        sim::kUnlimited, [&] { return t += sim::exponential(stream, 1 / 20.0); },
        [] { return 1.0; }, times,
        [&](std::size_t, std::int64_t n) { present.add(static_cast<double>(n)); });
    CHECK_THAT(present.estimate(), Meets(20));
    CHECK_THAT(present.variance(), Meets(20));
}

TEST_CASE("M(t)/M/infinity follows its differential equation, behind the arrivals") {
    // m' = lambda(t) - mu m, m(0) = 0 (Eick, Massey and Whitt, Oper. Res. 41, 1993); hours as s.
    check_means(
        sim::kUnlimited, 300,
        {{1, 85.34676084},
         {2, 148.94927613},
         {6, 286.67772747},
         {12, 248.93902332},
         {18, 105.80138936},
         {24, 150.68653395}},
        2, [](sim::Stream stream) { return SineArrivals(100, 60, 24, stream); },
        [](sim::Stream& stream) { return sim::exponential(stream, 2); });
}

TEST_CASE("M(t)/G/infinity after a spike with Omori's decay") {
    // m(t) = integral of lambda(t - u) P(S > u) du; A = 1000/s, c = 60 s, p = 1.2.
    const auto spike = [](sim::Stream stream) { return OmoriArrivals(1000, 60, 1.2, stream); };
    SECTION("fixed service of 30 s") {
        check_means(sim::kUnlimited, 30,
                    {{10, 9107.92}, {30, 23367.63}, {60, 15467.20}, {120, 8943.49}, {600, 1735.94}},
                    3, spike, [](sim::Stream&) { return 30.0; });
    }
    SECTION("exponential service of 30 s") {
        check_means(
            sim::kUnlimited, 30,
            {{10, 7705.80}, {30, 14192.23}, {60, 14724.74}, {120, 10138.63}, {600, 1791.28}}, 4,
            spike, [](sim::Stream& stream) { return sim::exponential(stream, 30); });
    }
}

TEST_CASE("M(t)/M/5 through overload and recovery") {
    // lambda = 4 + 3 sin(2 pi t / 8), mu = 1; Kolmogorov's equations solved numerically.
    check_means(
        5, 20'000,
        {{2, 6.20550585}, {4, 8.80343541}, {8, 3.52327936}, {12, 10.00578796}, {16, 4.00891792}}, 5,
        [](sim::Stream stream) { return SineArrivals(4, 3, 8, stream); },
        [](sim::Stream& stream) { return sim::exponential(stream, 1); });
}
