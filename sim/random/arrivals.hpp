// Arrival processes, made in blocks: for one bin of time a count, then that many times, ascending.
//
// A shape tells how a total mass of 1 is spread over time. From it come open sources, whose counts
// are Poisson with a given mean for the whole (a non-homogeneous Poisson process), and finite ones,
// whose members arrive independently of each other, each once (a total known in advance: carts,
// deposits). Given its count, a bin's times are independent draws from the shape within it, sorted.
//
// A block is a pure function of the family of streams, the source and the bin: word 0 of the stream
// at (source, bin) is the uniform whose quantile is the count, word i + 1 belongs to arrival i. So
// blocks may be made in any order and on any thread, and counts stay monotone in the mean. The
// order statistics come from normalised sums of exponentials (Devroye 1986, chapter V.2), which are
// sorted as they are made and move little when the count changes by one.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/kernel/time.hpp"
#include "sim/random/math.hpp"
#include "sim/random/quantile.hpp"
#include "sim/random/stream.hpp"

namespace sim {

// A rate that is constant between edges, such as a diurnal profile.
class PiecewiseRate {
  public:
    // levels[i] is the relative rate on [edges[i], edges[i + 1]). Throws std::invalid_argument if
    // there is not one edge more than levels, edges do not ascend, or a level is negative, not
    // finite, or none is positive.
    PiecewiseRate(std::vector<Time> edges, std::vector<double> levels);

    // The share of the mass before t, in [0, 1]: 0 up to the first edge and 1 from the last.
    // O(log n).
    double cumulative(Time t) const;

    // The instant before which the share `mass`, in [0, 1], has come; within the edges. O(log n).
    Time inverse(double mass) const;

  private:
    std::vector<Time> edges_;
    std::vector<double> before_;  // the mass before each edge
};

// A rate that jumps at `start` and decays like (1 + (t - start) / c)^-p until `until` (Omori 1894,
// in Utsu's form of 1961). With p > 1 and no end it is the rate of a population whose delays are
// Lomax(p - 1, c).
class OmoriDecay {
  public:
    // Throws std::invalid_argument unless start < until, p > 0 and c > 0, all finite; `until` may
    // be kNever if p > 1.
    OmoriDecay(Time start, Time until, double p, Duration c);

    // The share of the mass before t, in [0, 1]: 0 up to start and 1 from until.
    double cumulative(Time t) const;

    // The instant before which the share `mass`, in [0, 1], has come; in [start, until).
    Time inverse(double mass) const;

    // The whole mass in seconds at the initial rate: a rate that starts at A per second brings
    // A * initial_rate_seconds() arrivals in all.
    double initial_rate_seconds() const;

  private:
    Time start_;
    Time until_;
    double power_;  // 1 - p; at 0 the law is logarithmic
    double c_;      // ns
    double whole_;  // the integral over [start, until) in units of c / (p - 1), or of c at p = 1
};

// An interval [begin, end) of the calendar grid of a source; `index` is its address and must be
// unique within the source.
struct Bin {
    std::uint64_t index;
    Time begin;
    Time end;
};

namespace detail {

// Fills `times`, already sized, with ascending times whose masses are uniform on [from, to).
template <class Shape>
void spread(const Shape& shape, double from, double to, Stream& stream, const Bin& bin,
            std::vector<Time>& times) {
    // The running sums wait in the output as bits, so that nothing else need be allocated.
    double sum = 0.0;
    for (Time& slot : times) {
        sum -= math::log(stream.uniform_open());
        slot = std::bit_cast<Time>(sum);
    }
    sum -= math::log(stream.uniform_open());
    const double scale = (to - from) / sum;
    for (Time& slot : times) {
        const double mass = std::min(from + scale * std::bit_cast<double>(slot), to);
        slot = std::clamp(shape.inverse(mass), bin.begin, bin.end - 1);
    }
}

}  // namespace detail

// The arrivals in `bin` of a Poisson source with `total_mean` arrivals in all. Replaces `times`,
// which are ascending in [bin.begin, bin.end). Requires total_mean >= 0, a bin's mean of at most
// 1e9 and bin.begin < bin.end.
template <class Shape>
void open_block(const Shape& shape, double total_mean, StreamFamily family, std::uint64_t source,
                Bin bin, std::vector<Time>& times) {
    const double from = shape.cumulative(bin.begin);
    const double to = shape.cumulative(bin.end);
    Stream stream = family.part(source).at(bin.index);
    const std::int64_t count = poisson_quantile(total_mean * (to - from), stream.uniform());
    times.resize(static_cast<std::size_t>(count));
    detail::spread(shape, from, to, stream, bin, times);
}

// The arrivals in `bin` of a finite source of which `remaining` have not come before bin.begin.
// Replaces `times` as open_block does and returns their number. Bins must be taken in ascending
// order without gaps; then the last bin of the shape takes all that remain. Requires
// 0 <= remaining <= 2e9.
template <class Shape>
std::int64_t finite_block(const Shape& shape, std::int64_t remaining, StreamFamily family,
                          std::uint64_t source, Bin bin, std::vector<Time>& times) {
    const double from = shape.cumulative(bin.begin);
    const double to = shape.cumulative(bin.end);
    Stream stream = family.part(source).at(bin.index);
    const double p = from < 1.0 ? (to - from) / (1.0 - from) : 0.0;
    const std::int64_t count = binomial_quantile(remaining, p, stream.uniform());
    times.resize(static_cast<std::size_t>(count));
    detail::spread(shape, from, to, stream, bin, times);
    return count;
}

}  // namespace sim
