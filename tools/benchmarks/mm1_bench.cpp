// M/M/1 at 90 % load through the engine's own loop: an EventCell under the executor, two events a
// customer, streams that are drawn in blocks. ns/customer includes everything. The mean time in the
// system is printed; theory says 10 mean services.

#include <array>
#include <benchmark/benchmark.h>
#include <memory>

#include "sim/kernel/cell.hpp"
#include "sim/kernel/executor.hpp"
#include "sim/queueing/ring.hpp"
#include "sim/random/block_stream.hpp"

#include "tools/benchmarks/benchmarks.hpp"

namespace tools {
namespace {

constexpr double kService = 1e6;  // mean, ns
constexpr double kLoad = 0.9;

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

    std::int64_t to_come_;
    Times gaps_;
    Times services_;
    sim::Ring<sim::Time> present_;
    sim::Duration time_in_system_ = 0;
    std::int64_t served_ = 0;
};

void mm1(benchmark::State& state) {
    constexpr std::int64_t kCustomers = 5'000'000;
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
    const auto runs = static_cast<double>(state.iterations());
    const double customers = runs * kCustomers;
    using benchmark::Counter;
    state.counters["customers/s"] = Counter(customers, Counter::kIsRate);
    state.counters["events/s"] = Counter(static_cast<double>(events), Counter::kIsRate);
    state.counters["ns/customer"] = Counter(customers / 1e9, Counter::kIsRate | Counter::kInvert);
    state.counters["mean_in_system"] = mean / runs;
}

}  // namespace

void register_mm1() {
    benchmark::RegisterBenchmark("mm1", mm1)->Unit(benchmark::kMillisecond);
}

}  // namespace tools
