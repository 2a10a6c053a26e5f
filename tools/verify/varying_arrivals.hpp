// Arrivals whose rate varies, one by one out of the engine's own blocks.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "sim/kernel/time.hpp"
#include "sim/random/arrivals.hpp"
#include "sim/random/stream.hpp"

namespace tools::verify {

// mean + swing sin(2 pi t / period), t in seconds. Requires swing < mean.
struct Sine {
    double mean;
    double swing;
    double period;

    double omega() const { return 2 * std::numbers::pi / period; }
    double rate(double t) const { return mean + swing * std::sin(omega() * t); }

    // The same over so many whole periods, as a profile of steps. Each has the rate of its middle;
    // that moves the laws of what is served by less than a millionth of them. The sine comes from
    // additions of one small angle, not from libm, which differs between CPUs in last bits.
    sim::PiecewiseRate profile(int periods) const {
        constexpr int kSteps = 2'000;
        const double h = std::numbers::pi / kSteps;  // half a step
        const double sin_h = h - h * h * h / 6 + h * h * h * h * h / 120;
        const double cos_h = 1 - h * h / 2 + h * h * h * h / 24;
        double s = 0;
        double c = 1;
        const auto turn = [&] {
            const double old = s;
            s = s * cos_h + c * sin_h;
            c = c * cos_h - old * sin_h;
        };
        const sim::Duration width = sim::from_seconds(period) / kSteps;
        std::vector<sim::Time> edges{0};
        std::vector<double> levels;
        for (int i = 0; i < periods * kSteps; ++i) {
            turn();
            levels.push_back(mean + swing * s);
            turn();
            edges.push_back(edges.back() + width);
        }
        return {edges, levels};
    }
};

// Calls return the times of a Poisson source of a shape, in ascending order, and kNoMore from
// `until` on. `shape` and `total_mean` are as for sim::open_block; the shape must outlive this.
// Requires `until` to be a multiple of `bin`.
template <class Shape>
class BlockArrivals {
  public:
    static constexpr sim::Time kNoMore = 1'000 * sim::kDay;

    BlockArrivals(const Shape& shape, double total_mean, sim::Duration bin, sim::Time until,
                  const sim::StreamFamily& family)
        : shape_(&shape), total_mean_(total_mean), bin_(bin), until_(until), family_(family) {}

    sim::Time operator()() {
        while (at_ == times_.size()) {
            const auto begin = static_cast<sim::Time>(next_) * bin_;
            if (begin >= until_) return kNoMore;
            sim::open_block(*shape_, total_mean_, family_, 0, {next_, begin, begin + bin_}, times_);
            ++next_;
            at_ = 0;
        }
        return times_[at_++];
    }

  private:
    const Shape* shape_;
    double total_mean_;
    sim::Duration bin_;
    sim::Time until_;
    sim::StreamFamily family_;
    std::vector<sim::Time> times_;
    std::size_t at_ = 0;
    std::uint64_t next_ = 0;  // bin
};

}  // namespace tools::verify
