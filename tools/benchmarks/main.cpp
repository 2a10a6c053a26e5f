// What the engine costs, by google-benchmark. All its options apply:
//
//     singlesday-benchmarks --benchmark_filter='hold/exponential' --benchmark_repetitions=5
//         --benchmark_enable_random_interleaving=true --benchmark_report_aggregates_only=true
//         --benchmark_out=FILE --benchmark_out_format=json
//
// Parts: reference, hold, rush, hold_engine, mm1, aging, stream, alias, permutation, arrivals,
// histogram, station, stations, settlement, windows, orders (reads scenarios/ of the working directory), and with
// SINGLESDAY_TRACE=FILE[:FILE...] replay.

#include <benchmark/benchmark.h>

#include "tools/benchmarks/benchmarks.hpp"

int main(int argc, char** argv) {
    tools::register_reference();
    tools::register_hold();
    tools::register_rush();
    tools::register_hold_engine();
    tools::register_mm1();
    tools::register_aging();
    tools::register_parts();
    tools::register_stations();
    tools::register_world();
    tools::register_replay();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
