// All lists where the number of events and their rate jump 122-fold from one second to the next:
// blocks of arrivals each second, and an end for each after an exponential stay of a second. The
// time of a benchmark is that of its seconds; events by it are in its counter.

#include <benchmark/benchmark.h>
#include <string>

#include "tools/benchmarks/all_lists.hpp"
#include "tools/benchmarks/benchmarks.hpp"
#include "tools/benchmarks/increments.hpp"

namespace tools {
namespace {

constexpr std::int64_t kASecond = 20'000, kJump = 122, kRushAt = 5;

template <class List>
class Rush {
  public:
    // Returns the number of events.
    std::int64_t second() {
        const sim::Time begin = second_ * sim::kSecond;
        for (std::int64_t n = kASecond * (second_ == kRushAt ? kJump : 1); n > 0; --n) {
            const auto at = begin + static_cast<sim::Time>(words_.below(1e9));
            list_.push(sim::make_event(at, kArrival, ++come_));
        }
        ++second_;
        std::int64_t events = 0;
        for (; list_.has_before(begin + sim::kSecond); ++events) {
            const sim::Event e = list_.pop();
            if (kind_of(e) == kEnd) continue;
            const sim::Duration stay = Exponential::draw(words_, e.time);
            list_.push(sim::make_event(e.time + stay, kEnd, entity_of(e)));
        }
        return events;
    }

  private:
    static constexpr std::uint8_t kEnd = 1, kArrival = 2;

    List list_;
    CheapWords words_;
    std::int64_t second_ = 0;
    std::uint64_t come_ = 0;
};

// Seconds [from, until) of a rush.
template <class List>
void seconds(benchmark::State& state, std::int64_t from, std::int64_t until) {
    std::int64_t events = 0;
    for (auto _ : state) {
        state.PauseTiming();
        Rush<List> rush;
        for (std::int64_t s = 0; s < from; ++s) rush.second();
        state.ResumeTiming();
        for (std::int64_t s = from; s < until; ++s) events += rush.second();
        state.PauseTiming();  // the end of the list is not timed
        rush = {};
        state.ResumeTiming();
    }
    state.SetItemsProcessed(events);
    state.counters["s/event"] = benchmark::Counter(
        static_cast<double>(events), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

}  // namespace

void register_rush() {
    struct Part {
        const char* name;
        std::int64_t from, until;
    };
    static constexpr Part kParts[] = {{"before", 1, kRushAt},
                                      {"in_it", kRushAt, kRushAt + 1},
                                      {"after", kRushAt + 8, kRushAt + 12}};
    for (const Part& part : kParts) {
        for_each_list([&part]<class List>(const char* list) {
            const std::string name = std::string("rush/") + part.name + "/" + list;
            benchmark::RegisterBenchmark(name.c_str(), seconds<List>, part.from, part.until)
                ->Iterations(1)
                ->Unit(benchmark::kMillisecond);
        });
    }
}

}  // namespace tools
