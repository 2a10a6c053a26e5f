// The hold model on all lists: pop an event, push it again later, with a constant number pending.
// The time is that of one pop, one push and one random increment.

#include <algorithm>
#include <benchmark/benchmark.h>
#include <memory>
#include <string>

#include "tools/benchmarks/all_lists.hpp"
#include "tools/benchmarks/benchmarks.hpp"
#include "tools/benchmarks/increments.hpp"

namespace tools {
namespace {

template <class List, class Increment>
struct Held {
    explicit Held(std::size_t pending) {
        for (std::size_t i = 0; i < pending; ++i) {
            list.push(sim::make_event(Increment::draw(words, 0), 1, i));
        }
        const auto warm_up = static_cast<std::int64_t>(std::max<std::size_t>(100'000, 2 * pending));
        for (std::int64_t i = 0; i < warm_up; ++i) hold();
    }

    void hold() {
        sim::Event e = list.pop();
        e.time += Increment::draw(words, e.time);
        list.push(e);
    }

    List list;
    CheapWords words;
};

// Repetitions go on with the list of the one before.
template <class List, class Increment>
void hold(benchmark::State& state) {
    using Its = Held<List, Increment>;
    static std::weak_ptr<Its> cache;
    const auto pending = static_cast<std::size_t>(state.range(0));
    const auto held = prepared(
        cache, [pending](const Its& h) { return h.list.size() == pending; },
        [pending] { return std::make_shared<Its>(pending); });
    for (auto _ : state) held->hold();
    state.SetItemsProcessed(state.iterations());
    state.counters["bytes/event"] =
        static_cast<double>(held->list.memory_bytes()) / static_cast<double>(pending);
}

template <class Increment>
void register_increment() {
    for (const std::int64_t pending : {10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000}) {
        for_each_list([pending]<class List>(const char* list) {
            const std::string name = std::string("hold/") + Increment::kName + "/" + list;
            benchmark::RegisterBenchmark(name.c_str(), hold<List, Increment>)
                ->Arg(pending)
                ->Iterations(std::clamp<std::int64_t>(pending, 2'000'000, 5'000'000));
        });
    }
}

}  // namespace

void register_hold() {
    register_increment<Exponential>();
    register_increment<Uniform>();
    register_increment<Bimodal>();
    register_increment<Bursty>();
}

}  // namespace tools
