// The parts that a model is built of, each alone: nanoseconds for one draw, one arrival, one value
// added, one customer.

#include <benchmark/benchmark.h>
#include <vector>

#include "sim/kernel/event_list.hpp"
#include "sim/queueing/station.hpp"
#include "sim/random/alias.hpp"
#include "sim/random/arrivals.hpp"
#include "sim/random/block_stream.hpp"
#include "sim/random/distributions.hpp"
#include "sim/random/permutation.hpp"
#include "sim/stats/histogram.hpp"

#include "tools/benchmarks/benchmarks.hpp"

namespace tools {
namespace {

// One call of `draw` each, on a stream that goes on.
template <class Draw>
void register_draw(const char* name, Draw draw) {
    benchmark::RegisterBenchmark(name, [draw](benchmark::State& state) {
        sim::Stream stream = sim::StreamFamily(1, 0, 0).at(0);
        for (auto _ : state) benchmark::DoNotOptimize(draw(stream));
        state.SetItemsProcessed(state.iterations());
    });
}

void register_streams() {
    register_draw("stream/word", [](sim::Stream& s) { return s(); });
    register_draw("stream/exponential", [](sim::Stream& s) { return sim::exponential(s, 1); });
    register_draw("stream/normal", [](sim::Stream& s) { return sim::normal(s); });
    register_draw("stream/poisson_100", [](sim::Stream& s) { return sim::poisson(s, 100); });
    register_draw("stream/binomial_1000",
                  [](sim::Stream& s) { return sim::binomial(s, 1000, 0.3); });
    benchmark::RegisterBenchmark("stream/first_word_of_an_entity", [](benchmark::State& state) {
        const sim::StreamFamily family(1, 0, 0);
        std::uint64_t entity = 0;
        for (auto _ : state) benchmark::DoNotOptimize(family.bits(++entity));
        state.SetItemsProcessed(state.iterations());
    });
    benchmark::RegisterBenchmark("stream/exponentials_in_blocks", [](benchmark::State& state) {
        sim::BlockStream stream(sim::StreamFamily(1, 0, 0), 0);
        std::vector<double> block(256);
        for (auto _ : state) {
            stream.exponentials(block);
            benchmark::DoNotOptimize(block.data());
        }
        state.SetItemsProcessed(state.iterations() * 256);
    });
}

void alias_pick(benchmark::State& state) {
    std::vector<double> weights(static_cast<std::size_t>(state.range(0)));
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = 1.0 / static_cast<double>(i + 1);
    const sim::AliasTable table(weights);
    sim::Stream stream = sim::StreamFamily(1, 0, 0).at(0);
    for (auto _ : state) benchmark::DoNotOptimize(table.pick(stream()));
    state.SetItemsProcessed(state.iterations());
}

void permutation(benchmark::State& state) {
    const sim::KeyedPermutation permutation(500'000'000, 7);
    std::uint64_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(permutation.at(++i % permutation.size()));
    state.SetItemsProcessed(state.iterations());
}

// A second of carts that fire after the opening, with about so many arrivals.
void arrivals(benchmark::State& state) {
    const sim::OmoriDecay shape(0, sim::kDay, 1.8, 500 * sim::kSecond);
    const auto a_second = static_cast<double>(state.range(0));
    const double whole = a_second / shape.cumulative(sim::kSecond);
    const sim::StreamFamily family(1, 0, 0);
    std::vector<sim::Time> times;
    std::int64_t made = 0;
    std::uint64_t source = 0;
    for (auto _ : state) {
        sim::open_block(shape, whole, family, ++source, {0, 0, sim::kSecond}, times);
        made += static_cast<std::int64_t>(times.size());
        benchmark::DoNotOptimize(times.data());
    }
    state.SetItemsProcessed(made);
}

void histogram(benchmark::State& state) {
    sim::LogHistogram histogram;
    std::uint64_t word = 1;
    for (auto _ : state) {
        word = word * 6364136223846793005ULL + 1442695040888963407ULL;
        histogram.add(static_cast<std::int64_t>(word >> (word >> 59)));
    }
    benchmark::DoNotOptimize(histogram.count());
    state.SetItemsProcessed(state.iterations());
}

// M/M/c at 95 % load: a customer's arrival and end of service with their events and draws.
void station(benchmark::State& state) {
    enum Kind : std::uint8_t { end_of_service, arrival };
    const std::int64_t servers = state.range(0);
    sim::Station station(servers);
    sim::EventList list;
    sim::BlockStream draws(sim::StreamFamily(1, 0, 0), 0);
    std::vector<double> block(256);
    std::size_t at = block.size();
    const auto exponential = [&](double mean_s) {
        if (at == block.size()) {
            draws.exponentials(block);
            at = 0;
        }
        return static_cast<sim::Duration>(block[at++] * mean_s * 1e9);
    };
    sim::Time now = 0;
    std::uint64_t come = 0;
    const auto start = [&](std::uint64_t who, sim::Time) {
        list.push(sim::make_event(now + exponential(1), end_of_service, who));
    };
    list.push(sim::make_event(0, arrival, 0));
    for (auto _ : state) {  // until the next customer has come
        for (bool came = false; !came;) {
            const sim::Event e = list.pop();
            now = e.time;
            if (sim::kind_of(e) == end_of_service) {
                station.finish(now, start);
                continue;
            }
            came = true;
            const double gap = 1 / (0.95 * static_cast<double>(servers));
            list.push(sim::make_event(now + exponential(gap), arrival, ++come));
            if (station.arrive(now, come) == sim::Arrival::served) start(come, now);
        }
    }
    state.SetItemsProcessed(state.iterations());
}

}  // namespace

void register_parts() {
    register_streams();
    benchmark::RegisterBenchmark("alias/pick", alias_pick)->Arg(31)->Arg(100'000);
    benchmark::RegisterBenchmark("permutation/500_million", permutation);
    benchmark::RegisterBenchmark("arrivals/a_second", arrivals)->Arg(10)->Arg(1'000)->Arg(100'000);
    benchmark::RegisterBenchmark("histogram/add", histogram);
    benchmark::RegisterBenchmark("station/95_percent", station)->Arg(1)->Arg(100)->Arg(10'000);
}

}  // namespace tools
