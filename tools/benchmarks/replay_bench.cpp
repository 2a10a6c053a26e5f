// The stream of events of a real run (singlesday-record-events), replayed on all lists with the
// calls that the engine makes: EventCell::run(). The time is that of one event: its push, its pop
// and the questions for the end of the window. SINGLESDAY_TRACE names the files, separated by
// colons.

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string>

#include "tools/benchmarks/all_lists.hpp"
#include "tools/benchmarks/benchmarks.hpp"
#include "tools/benchmarks/event_trace.hpp"

namespace tools {
namespace {

struct Replayed {
    std::string file;
    EventTrace trace;
};

std::weak_ptr<Replayed> trace_of_all_lists;

constexpr std::size_t kAhead = 4;  // as EventCell looks, to prefetch

// Sum over all pops of the time and place in the order: equal for all lists.
template <class List>
std::uint64_t replay(const EventTrace& trace, std::int64_t& pops) {
    List list;
    std::uint64_t sum = 0;
    sim::Time window_end = 0;
    for (const sim::Event& step : trace) {
        if (step.tag == kPopTag) {
            if (!list.has_before(window_end)) return 0;
            const sim::Event e = list.pop();
            if (sim::first_is(list, e)) return 0;
            if constexpr (requires { list.upcoming(0); }) {
                benchmark::DoNotOptimize(list.upcoming(kAhead));
            }
            sum = sum * 31 + (static_cast<std::uint64_t>(e.time) ^ e.tag);
            ++pops;
        } else if (step.tag == kWindowTag) {
            window_end = step.time;
            sum += list.has_before(window_end) ? 1 : 0;
        } else {
            list.push(step);
        }
    }
    return sum;
}

template <class List>
void replay_file(benchmark::State& state, const std::string& file) {
    const auto replayed = prepared(
        trace_of_all_lists, [&file](const Replayed& r) { return r.file == file; },
        [&file] {
            return std::make_shared<Replayed>(Replayed{file, read_trace(file)});
        });
    std::int64_t pops = 0;
    std::uint64_t sum = 0;
    for (auto _ : state) sum = replay<List>(replayed->trace, pops);
    state.SetItemsProcessed(pops);
    state.counters["s/event"] = benchmark::Counter(
        static_cast<double>(pops), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
    state.counters["checksum"] = static_cast<double>(sum % 1'000'000);
}

}  // namespace

void register_replay() {
    const char* files = std::getenv("SINGLESDAY_TRACE");
    if (files == nullptr) return;
    std::istringstream in(files);
    for (std::string file; std::getline(in, file, ':');) {
        for_each_list([&file]<class List>(const char* list) {
            const std::string name =
                "replay/" + std::filesystem::path(file).stem().string() + "/" + list;
            benchmark::RegisterBenchmark(name.c_str(), replay_file<List>, file)
                ->Iterations(1)
                ->Unit(benchmark::kMillisecond);
        });
    }
}

}  // namespace tools
