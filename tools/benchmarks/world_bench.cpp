// The engine with many cells, and the model on it: settlement of stock, windows and barriers, and
// orders end to end. Scenarios are read from the working directory.

#include <benchmark/benchmark.h>
#include <memory>
#include <vector>

#include "sim/kernel/cell.hpp"
#include "sim/kernel/executor.hpp"

#include "models/merchants/stock.hpp"
#include "models/scenario/reader.hpp"
#include "models/world/world.hpp"

#include "tools/benchmarks/benchmarks.hpp"

namespace tools {
namespace {

// Asks for one item, or for many, from a single sender.
class Crowd : public sim::EventCell<Crowd> {
  public:
    Crowd(std::uint64_t n, std::uint32_t items) : EventCell("crowd"), n_(n), items_(items) {
        schedule(sim::make_event(0, 1, 0));
    }
    void handle(const sim::Event&) {
        for (std::uint64_t i = 0; i < n_; ++i) {
            const auto t = static_cast<sim::Time>(sim::mix64(i + 1) % sim::kSecond);
            const auto item = static_cast<std::uint32_t>(sim::mix64(i) % items_);
            send(1, {sim::make_event(t, models::kStockRequest, i),
                     models::StockLine{item, 0, static_cast<std::uint32_t>(i), 0}.pack()});
        }
    }
    void on_message(const sim::Message&) { ++refused; }
    std::size_t memory_bytes() const override { return 0; }
    std::uint64_t refused = 0;

  private:
    std::uint64_t n_;
    std::uint32_t items_;
};

// A window with 500,000 requests for so many items with so many pieces each, sending included. The
// requests for an item that has not enough for all are settled in order.
void settlement(benchmark::State& state) {
    constexpr std::int64_t kRequests = 500'000;
    const auto items = static_cast<std::uint32_t>(state.range(0));
    std::uint64_t refused = 0;
    for (auto _ : state) {
        sim::Executor executor({});
        for (int phase = 0; phase < 2; ++phase) {
            executor.add_phase(sim::WindowCalendar({{0, sim::kSecond}}, 2 * sim::kSecond));
        }
        executor.add_cell(0, std::make_unique<Crowd>(kRequests, items));
        executor.add_cell(1, std::make_unique<models::StockCell>(
                                 0, 1, std::vector<std::int64_t>(items, state.range(1)),
                                 std::vector<sim::CellId>{0}));
        executor.connect(0, 1);
        executor.connect(1, 0);
        executor.run([](sim::Time) { return true; });
        refused = static_cast<const Crowd&>(executor.cell(0)).refused;
    }
    state.SetItemsProcessed(state.iterations() * kRequests);
    state.counters["refused"] = static_cast<double>(refused);
}

class Idle : public sim::Cell {
  public:
    Idle() : Cell("idle") {}
    void receive(sim::CellId, std::span<const sim::Message>) override {}
    void run(const sim::Window&, sim::Outbox&) override {}
    std::unique_ptr<sim::Cell> clone() const override { return std::make_unique<Idle>(*this); }
    std::uint64_t events() const override { return 0; }
    std::size_t memory_bytes() const override { return 0; }
};

// Windows of three phases with 16 cells each that have nothing to do.
void windows(benchmark::State& state) {
    constexpr int kWindows = 10'000;
    for (auto _ : state) {
        sim::Executor executor({.threads = static_cast<int>(state.range(0))});
        for (std::size_t phase = 0; phase < 3; ++phase) {
            executor.add_phase(sim::WindowCalendar({{0, sim::kSecond}}, kWindows * sim::kSecond));
            for (int i = 0; i < 16; ++i) executor.add_cell(phase, std::make_unique<Idle>());
        }
        executor.run([](sim::Time) { return true; });
    }
    state.SetItemsProcessed(state.iterations() * kWindows);
}

// The main job at 1/1000 from the first deposits to 02:00 of the day, parcels included.
void orders(benchmark::State& state) {
    auto reading = models::read_scenario<models::Scenario>(
        "scenarios/double11-2019.yaml", {"scale=1/1000", "horizon=2019-11-11T02:00+08:00"});
    if (!reading.ok()) {
        state.SkipWithError(to_text(reading.errors.front()).c_str());
        return;
    }
    std::int64_t made = 0;
    for (auto _ : state) {
        models::World world(reading.scenario, {}, {.threads = static_cast<int>(state.range(0))});
        world.run([](const models::World::Moment&) { return true; });
        const models::UnitTotals units = world.ledger(0).units;
        made += units.created - units.counted + units.balances_paid;
    }
    state.SetItemsProcessed(made);
}

}  // namespace

void register_world() {
    benchmark::RegisterBenchmark("settlement/items/pieces", settlement)
        ->Args({100'000, 1'000})
        ->Args({1, 1'000'000})
        ->Args({1, 1'000})
        ->Unit(benchmark::kMillisecond);
    for (const int threads : {1, 2}) {
        benchmark::RegisterBenchmark("windows/threads", windows)
            ->Arg(threads)
            ->UseRealTime()
            ->Unit(benchmark::kMillisecond);
        benchmark::RegisterBenchmark("orders/threads", orders)
            ->Arg(threads)
            ->UseRealTime()
            ->Unit(benchmark::kMillisecond);
    }
}

}  // namespace tools
