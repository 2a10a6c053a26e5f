// The hold model through the engine's own loop: a cell that schedules every event anew when it is
// due, under the executor, with the checks that the engine makes for each. What hold_bench measures
// is the list alone; other simulators are compared with this.
//
// Events arrive as a Poisson process, one in a mean increment for each that is pending; the counter
// mean_increment is what they make of it, 1 if no event is lost.

#include <algorithm>
#include <benchmark/benchmark.h>
#include <memory>

#include "sim/kernel/cell.hpp"
#include "sim/kernel/executor.hpp"

#include "tools/benchmarks/benchmarks.hpp"
#include "tools/benchmarks/increments.hpp"

namespace tools {
namespace {

class Holding : public sim::EventCell<Holding> {
  public:
    explicit Holding(std::int64_t pending) : EventCell("hold") {
        for (std::int64_t i = 0; i < pending; ++i) {
            const auto entity = static_cast<std::uint64_t>(i);
            schedule(sim::make_event(Exponential::draw(words_, 0), 1, entity));
        }
    }
    void handle(const sim::Event& e) {
        schedule({e.time + Exponential::draw(words_, e.time), e.tag});
    }
    std::size_t memory_bytes() const override { return list_memory_bytes(); }

  private:
    CheapWords words_;
};

// Two windows: a warm-up and the one that is measured.
void hold_engine(benchmark::State& state) {
    const std::int64_t pending = state.range(0);
    const std::int64_t warm_up = std::max<std::int64_t>(100'000, 2 * pending) / pending;
    const std::int64_t measured = std::max<std::int64_t>(4'000'000, 2 * pending) / pending;
    const sim::Time begin = warm_up * sim::kSecond;
    const sim::Time end = begin + measured * sim::kSecond;
    sim::Executor executor({});
    executor.add_phase(sim::WindowCalendar({{0, begin}, {begin, end - begin}}, end));
    executor.add_cell(0, std::make_unique<Holding>(pending));
    executor.run([](sim::Time) { return false; });
    const std::uint64_t before = executor.events();
    for (auto _ : state) executor.run([](sim::Time) { return false; });
    const auto events = static_cast<double>(executor.events() - before);
    using benchmark::Counter;
    state.counters["s/event"] = Counter(events, Counter::kIsRate | Counter::kInvert);
    state.counters["mean_increment"] = static_cast<double>(measured * pending) / events;
}

}  // namespace

void register_hold_engine() {
    benchmark::RegisterBenchmark("hold_engine", hold_engine)
        ->Arg(1'000)
        ->Arg(100'000)
        ->Arg(1'000'000)
        ->Iterations(1)
        ->Unit(benchmark::kMillisecond);
}

}  // namespace tools
