// What was once large must not make slow what is small now: the hour after a crowd costs what the
// hour before it did, and the last hour of a day what the first did.

#include <benchmark/benchmark.h>
#include <chrono>
#include <memory>
#include <vector>

#include "sim/kernel/cell.hpp"
#include "sim/kernel/executor.hpp"
#include "sim/queueing/station.hpp"

#include "tools/benchmarks/all_lists.hpp"
#include "tools/benchmarks/benchmarks.hpp"
#include "tools/benchmarks/increments.hpp"

namespace tools {
namespace {

constexpr int kFew = 1'000;
constexpr int kMany = 1'000'000;

// The hold model with a thousand events pending, before (0) or after (1) there were a million.
template <class List>
void list_after_a_crowd(benchmark::State& state) {
    List list;
    CheapWords words;
    sim::Time now = 0;
    std::uint64_t number = 0;
    const auto push = [&] {
        list.push(sim::make_event(now + Exponential::draw(words, now), 1, ++number));
    };
    const auto pop = [&] { now = list.pop().time; };
    for (int i = 0; i < kFew; ++i) push();
    if (state.range(0) != 0) {
        for (int i = kFew; i < kMany; ++i) push();
        for (int i = kFew; i < kMany; ++i) pop();
    }
    for (auto _ : state) {
        pop();
        push();
    }
    state.SetItemsProcessed(state.iterations());
    state.counters["bytes/event"] = static_cast<double>(list.memory_bytes()) / kFew;
}

// M/M/1000 at 90 % load through the engine's loop, a million customers an hour, with a rush in
// the second hour in which the queue grows to hundreds of thousands.
class Shop : public sim::EventCell<Shop> {
  public:
    Shop() : EventCell("shop"), station_(kServers) { schedule(sim::make_event(0, kArrival, 0)); }
    void handle(const sim::Event& e) {
        if (kind_of(e) == kArrival) {
            const bool rush = now() >= sim::kHour && now() < sim::kHour + 60 * sim::kSecond;
            const sim::Duration gap = Exponential::draw(words_, now());
            schedule(sim::make_event(now() + gap / (rush ? 10'000 : 278), kArrival, ++come_));
            if (station_.arrive(now(), come_) == sim::Arrival::served) serve(come_);
        } else {
            station_.finish(now(), [this](std::uint64_t who, sim::Time) { serve(who); });
        }
    }
    std::size_t memory_bytes() const override {
        return list_memory_bytes() + station_.memory_bytes();
    }

  private:
    static constexpr std::int64_t kServers = 1'000;
    static constexpr std::uint8_t kEnd = 1;
    static constexpr std::uint8_t kArrival = 2;

    void serve(std::uint64_t who) {
        const sim::Duration service = Exponential::draw(words_, now());
        schedule(sim::make_event(now() + service * 324 / 100, kEnd, who));
    }

    sim::Station station_;
    CheapWords words_;
    std::uint64_t come_ = 0;
};

// A day of 24 hours; the counters are nanoseconds an event in the first and in the last.
void day(benchmark::State& state) {
    using Clock = std::chrono::steady_clock;
    double first = 0, last = 0;
    for (auto _ : state) {
        sim::Executor executor({});
        executor.add_phase(sim::WindowCalendar({{0, sim::kSecond}}, sim::kDay));
        executor.add_cell(0, std::make_unique<Shop>());
        Clock::time_point began = Clock::now();
        std::uint64_t before = 0;
        executor.run([&](sim::Time t) {
            if (t % sim::kHour != 0) return true;
            const std::uint64_t events = executor.events();
            const std::chrono::duration<double, std::nano> took = Clock::now() - began;
            const double each = took.count() / static_cast<double>(events - before);
            if (t == sim::kHour) first += each;
            if (t == sim::kDay) last += each;
            before = events;
            began = Clock::now();
            return true;
        });
    }
    const auto runs = static_cast<double>(state.iterations());
    state.counters["first_hour_ns"] = first / runs;
    state.counters["last_hour_ns"] = last / runs;
    state.counters["last/first"] = last / first;
}

}  // namespace

void register_aging() {
    for_each_list([]<class List>(const char* list) {
        const std::string name = std::string("aging/") + list;
        benchmark::RegisterBenchmark(name.c_str(), list_after_a_crowd<List>)->Arg(0)->Arg(1);
    });
    benchmark::RegisterBenchmark("aging/day", day)->Iterations(1)->Unit(benchmark::kMillisecond);
}

}  // namespace tools
