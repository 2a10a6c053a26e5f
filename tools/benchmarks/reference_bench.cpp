// Fixed loops that no change of this project makes faster or slower: results of two machines, or of
// two hours of a noisy one, are compared as ratios to them.

#include <benchmark/benchmark.h>
#include <cstdint>
#include <vector>

#include "tools/benchmarks/benchmarks.hpp"

namespace tools {
namespace {

// Multiplications that depend on each other, with unpredictable branches: the processor alone.
void reference_compute(benchmark::State& state) {
    std::uint64_t x = 1, odd = 0;
    for (auto _ : state) {
        for (int i = 0; i < 1000; ++i) {
            x = x * 6364136223846793005ULL + 1442695040888963407ULL;
            if ((x >> 62) == 0) odd += x >> 7;
        }
        benchmark::DoNotOptimize(odd);
    }
    state.SetItemsProcessed(state.iterations() * 1000);
}

// Loads that depend on each other over 32 MB: the memory.
void reference_memory(benchmark::State& state) {
    constexpr std::size_t kSize = std::size_t{1} << 22;
    std::vector<std::uint64_t> next(kSize);
    // A full cycle: a linear congruential generator modulo a power of two.
    for (std::size_t i = 0; i < kSize; ++i) next[i] = (i * 1664525 + 1013904223) % kSize;
    std::uint64_t at = 0;
    for (auto _ : state) {
        for (int i = 0; i < 1000; ++i) at = next[at];
        benchmark::DoNotOptimize(at);
    }
    state.SetItemsProcessed(state.iterations() * 1000);
}

}  // namespace

void register_reference() {
    benchmark::RegisterBenchmark("reference/compute", reference_compute);
    benchmark::RegisterBenchmark("reference/memory", reference_memory);
}

}  // namespace tools
