// The parts of singlesday-benchmarks. Each registers its benchmarks with google-benchmark.
#pragma once

#include <memory>

namespace tools {

void register_reference();
void register_hold();
void register_rush();
void register_hold_engine();
void register_mm1();
void register_aging();
void register_parts();
void register_stations();
void register_world();
void register_replay();

// What a benchmark prepared, for its repetitions. Only the last is kept: they are big.
inline std::shared_ptr<void> kept_for_repetitions;

// The T that was made last by this function with this cache, if it fits, or a new one.
template <class T, class Fits, class Make>
std::shared_ptr<T> prepared(std::weak_ptr<T>& cache, Fits&& fits, Make&& make) {
    std::shared_ptr<T> held = cache.lock();
    if (held != nullptr && fits(*held)) return held;
    held.reset();
    kept_for_repetitions.reset();
    held = make();
    cache = held;
    kept_for_repetitions = held;
    return held;
}

}  // namespace tools
