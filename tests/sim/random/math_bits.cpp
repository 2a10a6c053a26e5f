// Prints a hash of a million values of each function of sim/random/math.hpp, and of each
// distribution built on them, for comparison between CPUs and compilers.
#include <bit>
#include <cstdint>
#include <cstdio>

#include "sim/random/distributions.hpp"
#include "sim/random/math.hpp"
#include "sim/random/mix.hpp"
#include "sim/random/stream.hpp"

namespace {

template <class Function>
void print(const char* name, Function function) {
    const sim::StreamFamily family(11, 0, 0);
    std::uint64_t hash = 0;
    for (std::uint64_t i = 0; i < 1'000'000; ++i) {
        sim::Stream stream = family.at(i);
        const double value = static_cast<double>(function(stream));
        hash = sim::mix64(hash, std::bit_cast<std::uint64_t>(value));
    }
    std::printf("%-17s %016llx\n", name, static_cast<unsigned long long>(hash));
}

}  // namespace

int main() {
    using namespace sim;
    using S = Stream&;
    print("exp", [](S s) { return math::exp(1400.0 * s.uniform() - 700.0); });
    print("expm1", [](S s) { return math::expm1(4.0 * s.uniform() - 2.0); });
    print("log", [](S s) { return math::log(s.uniform_open()); });
    print("log1p", [](S s) { return math::log1p(8.0 * s.uniform() - 1.0); });
    print("log1p_excess", [](S s) { return math::log1p_excess(2.0 * s.uniform() - 1.0); });
    print("pow", [](S s) {
        const double base = 9.0 * s.uniform();
        return math::pow(base, 40.0 * s.uniform() - 20.0);
    });
    print("normal_cdf", [](S s) { return math::normal_cdf(40.0 * s.uniform() - 30.0); });
    print("normal_quantile", [](S s) { return math::normal_quantile(s.uniform()); });
    print("lgamma", [](S s) { return math::lgamma(100.0 * s.uniform_open()); });
    print("stirling_error", [](S s) { return math::stirling_error(1.0 + 99.0 * s.uniform()); });
    print("exponential", [](S s) { return exponential(s, 2.0); });
    print("normal", [](S s) { return normal(s); });
    print("lognormal", [](S s) { return lognormal(s, 3.0, 1.5); });
    print("poisson", [](S s) { return poisson(s, 30.0 * s.uniform()); });
    print("binomial", [](S s) { return binomial(s, 100, s.uniform()); });
    print("poisson_quantile", [](S s) {
        const double mean = 50.0 * s.uniform();
        return poisson_quantile(mean, s.uniform());
    });
    print("binomial_quantile", [](S s) {
        const double p = s.uniform();
        return binomial_quantile(90, p, s.uniform());
    });
}
