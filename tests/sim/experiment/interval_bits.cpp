// Prints a hash of many intervals and p-values, for comparison between CPUs and compilers.
#include <bit>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <vector>

#include "sim/experiment/comparison.hpp"
#include "sim/experiment/intervals.hpp"
#include "sim/random/distributions.hpp"
#include "sim/random/mix.hpp"

int main() {
    const sim::StreamFamily family(12, 0, 0);
    std::uint64_t hash = 0;
    const auto take = [&](std::initializer_list<double> values) {
        for (const double v : values) hash = sim::mix64(hash, std::bit_cast<std::uint64_t>(v));
    };
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        sim::Stream stream = family.at(i);
        std::vector<double> base(2 + i % 60);
        std::vector<double> changed(base.size());
        for (double& value : base) value = normal(stream);
        for (double& value : changed) value = normal(stream);
        const double level = 0.5 + 0.499 * stream.uniform();
        const sim::Comparison paired = sim::compare_paired(base, changed, level);
        const sim::Comparison independent = sim::compare_independent(base, changed, level);
        const sim::Interval share = sim::proportion_interval(3, 7, level);
        take({paired.p, paired.interval.low, independent.p, independent.interval.low, share.low});
        if (const auto median = sim::quantile_interval(base, 0.5, level)) take({median->coverage});
    }
    std::printf("intervals %016llx\n", static_cast<unsigned long long>(hash));
}
