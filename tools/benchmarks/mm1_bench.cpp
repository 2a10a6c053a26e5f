// M/M/1 at 90 % load through the engine's own loop: an EventCell under the executor, two events a
// customer, streams that are drawn in blocks, everything included. For comparison, on the same sample
// path, a loop around std::priority_queue, and one by hand without a list. The mean time in the
// system is printed; theory says 10 mean services.

#include <array>
#include <benchmark/benchmark.h>
#include <memory>
#include <queue>

#include "sim/kernel/cell.hpp"
#include "sim/kernel/executor.hpp"
#include "sim/queueing/ring.hpp"
#include "sim/random/block_stream.hpp"

#include "tools/benchmarks/benchmarks.hpp"

namespace tools {
namespace {

constexpr double kService = 1e6;  // mean, ns
constexpr double kLoad = 0.9;
constexpr std::int64_t kCustomers = 5'000'000;

// Exponential times, drawn a block ahead.
class Times {
  public:
    explicit Times(const sim::StreamFamily& family) : stream_(family, 0) {}
    sim::Duration next(double mean) {
        if (at_ == block_.size()) {
            stream_.exponentials(block_);
            at_ = 0;
        }
        return static_cast<sim::Duration>(block_[at_++] * mean);
    }

  private:
    sim::BlockStream stream_;
    std::array<double, 256> block_;
    std::size_t at_ = block_.size();
};

class SingleServer : public sim::EventCell<SingleServer> {
  public:
    SingleServer(std::int64_t customers, std::uint64_t seed)
        : EventCell("M/M/1"),
          to_come_(customers),
          gaps_(sim::StreamFamily(seed, 0, 1)),
          services_(sim::StreamFamily(seed, 0, 2)) {
        arrive_after(0);
    }

    void handle(const sim::Event& e) {
        if (kind_of(e) == kArrival) {
            if (present_.empty()) serve();
            present_.push_back(now());
            arrive_after(now());
        } else {
            time_in_system_ += now() - present_.front();
            ++served_;
            present_.pop_front();
            if (!present_.empty()) serve();
        }
    }

    std::size_t memory_bytes() const override { return list_memory_bytes(); }
    double mean_in_system() const {
        return static_cast<double>(time_in_system_) / static_cast<double>(served_) / kService;
    }

  private:
    static constexpr std::uint8_t kArrival = 1;
    static constexpr std::uint8_t kDeparture = 2;

    void arrive_after(sim::Time t) {
        if (to_come_-- <= 0) return;
        schedule(sim::make_event(t + gaps_.next(kService / kLoad), kArrival, 0));
    }
    void serve() { schedule(sim::make_event(now() + services_.next(kService), kDeparture, 0)); }

    std::int64_t to_come_;
    Times gaps_;
    Times services_;
    sim::Ring<sim::Time> present_;
    sim::Duration time_in_system_ = 0;
    std::int64_t served_ = 0;
};

void report(benchmark::State& state, std::uint64_t events, double mean) {
    using benchmark::Counter;
    const auto runs = static_cast<double>(state.iterations());
    const double customers = runs * kCustomers;
    state.counters["customers/s"] = Counter(customers, Counter::kIsRate);
    state.counters["events/s"] = Counter(static_cast<double>(events), Counter::kIsRate);
    state.counters["s/customer"] = Counter(customers, Counter::kIsRate | Counter::kInvert);
    state.counters["mean_in_system"] = mean / runs;
}

void engine(benchmark::State& state) {
    const auto end = static_cast<sim::Time>(1.1 * kCustomers * kService / kLoad);
    std::uint64_t events = 0, seed = 0;
    double mean = 0;
    for (auto _ : state) {
        sim::Executor executor({});
        executor.add_phase(sim::WindowCalendar({{0, end}}, end));
        executor.add_cell(0, std::make_unique<SingleServer>(kCustomers, ++seed));
        executor.run([](sim::Time) { return true; });
        events += executor.events();
        mean += static_cast<const SingleServer&>(executor.cell(0)).mean_in_system();
    }
    report(state, events, mean);
}

// What most who write their own would begin with.
void priority_queue(benchmark::State& state) {
    struct Later {
        bool operator()(const sim::Event& a, const sim::Event& b) const { return a.time > b.time; }
    };
    constexpr std::uint8_t kArrival = 1, kDeparture = 2;
    std::uint64_t events = 0, seed = 0;
    double mean = 0;
    for (auto _ : state) {
        Times gaps(sim::StreamFamily(++seed, 0, 1)), services(sim::StreamFamily(seed, 0, 2));
        std::priority_queue<sim::Event, std::vector<sim::Event>, Later> list;
        sim::Ring<sim::Time> present;
        std::int64_t to_come = kCustomers;
        sim::Duration in_system = 0;
        const auto arrive_after = [&](sim::Time t) {
            if (to_come-- <= 0) return;
            list.push(sim::make_event(t + gaps.next(kService / kLoad), kArrival, 0));
        };
        const auto serve = [&](sim::Time t) {
            list.push(sim::make_event(t + services.next(kService), kDeparture, 0));
        };
        arrive_after(0);
        while (!list.empty()) {
            const sim::Event e = list.top();
            list.pop();
            ++events;
            if (kind_of(e) == kArrival) {
                if (present.empty()) serve(e.time);
                present.push_back(e.time);
                arrive_after(e.time);
            } else {
                in_system += e.time - present.front();
                present.pop_front();
                if (!present.empty()) serve(e.time);
            }
        }
        mean += static_cast<double>(in_system) / static_cast<double>(kCustomers) / kService;
    }
    report(state, events, mean);
}

// The same sample path without an engine: the next arrival or the next departure, by hand. What is
// left when the engine costs nothing.
void by_hand(benchmark::State& state) {
    std::uint64_t seed = 0;
    double mean = 0;
    for (auto _ : state) {
        Times gaps(sim::StreamFamily(++seed, 0, 1)), services(sim::StreamFamily(seed, 0, 2));
        sim::Ring<sim::Time> present;
        std::int64_t to_come = kCustomers, served = 0;
        sim::Duration in_system = 0;
        sim::Time departure = sim::kNever;
        sim::Time arrival = gaps.next(kService / kLoad);
        while (served < kCustomers) {
            if (arrival < departure) {
                const sim::Time now = arrival;
                if (present.empty()) departure = now + services.next(kService);
                present.push_back(now);
                arrival = --to_come > 0 ? now + gaps.next(kService / kLoad) : sim::kNever;
            } else {
                in_system += departure - present.front();
                present.pop_front();
                ++served;
                departure = present.empty() ? sim::kNever : departure + services.next(kService);
            }
        }
        mean += static_cast<double>(in_system) / static_cast<double>(served) / kService;
    }
    report(state, 0, mean);
}

}  // namespace

void register_mm1() {
    benchmark::RegisterBenchmark("mm1/engine", engine)
        ->Iterations(2)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("mm1/priority_queue", priority_queue)
        ->Iterations(2)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("mm1/by_hand", by_hand)
        ->Iterations(2)
        ->Unit(benchmark::kMillisecond);
}

}  // namespace tools
