// The shape of a midnight: Omori's arrivals into a stage that cannot take them at once. A cell makes
// the arrivals in blocks, as demand does, and mails them to the cell of the stage.
#include <cmath>
#include <fmt/format.h>
#include <memory>

#include "sim/kernel/executor.hpp"
#include "sim/queueing/station.hpp"
#include "sim/random/arrivals.hpp"

#include "tools/verify/experiment.hpp"
#include "tools/verify/formulas.hpp"
#include "tools/verify/samples.hpp"

namespace tools::verify {
namespace {

// 400 a second: few servers, so that filling them up is soon over and the fluid nearly exact. What
// they do to the queue, two customers, is a sixth of a standard error.
constexpr std::int64_t kServers = 4;
constexpr sim::Duration kService = 10 * sim::kMillisecond;
constexpr double kCapacity = 400;
constexpr double kPeak = 1000, kShape = 1.2;
constexpr sim::Duration kScale = 60 * sim::kSecond;
constexpr sim::Time kSpikeEnds = 200 * sim::kSecond;  // long after the queue
constexpr sim::CellId kStage = 1;

enum SpikeKind : std::uint8_t { kBlock, kComes, kEnds, kLook };

class SpikeSource : public sim::EventCell<SpikeSource> {
  public:
    SpikeSource(const sim::OmoriDecay& decay, const sim::StreamFamily& family)
        : EventCell("source"), decay_(&decay), family_(family) {
        for (sim::Time t = 0; t < kSpikeEnds; t += sim::kSecond) {
            schedule(sim::make_event(t, kBlock, static_cast<std::uint64_t>(t / sim::kSecond)));
        }
    }

    void handle(const sim::Event& e) {
        const sim::Bin bin{entity_of(e), now(), now() + sim::kSecond};
        sim::open_block(*decay_, kPeak * decay_->initial_rate_seconds(), family_, 0, bin, times_);
        for (const sim::Time t : times_) send(kStage, {sim::make_event(t, kComes, next_++), 0});
    }

    std::size_t memory_bytes() const override { return list_memory_bytes(); }

  private:
    const sim::OmoriDecay* decay_;
    sim::StreamFamily family_;
    std::vector<sim::Time> times_;
    std::uint64_t next_ = 0;
};

class SpikeStage : public sim::EventCell<SpikeStage> {
  public:
    SpikeStage(const std::vector<double>& looks, double peak_time)
        : EventCell("stage"), peak_(sim::from_seconds(peak_time)), station_(kServers) {
        for (std::size_t i = 0; i < looks.size(); ++i) {
            schedule(sim::make_event(sim::from_seconds(looks[i]), kLook, i));
        }
    }

    void handle(const sim::Event& e) {
        const std::uint64_t customer = entity_of(e);
        switch (kind_of(e)) {
            case kComes:
                if (station_.arrive(now(), customer) == sim::Arrival::served) {
                    serve(customer, now());
                }
                break;
            case kEnds:
                station_.finish(
                    now(), [this](std::uint64_t next, sim::Time arrived) { serve(next, arrived); });
                if (station_.waiting() == 0 && now() > peak_ && cleared == 0) cleared = now();
                break;
            case kLook:
                queue.push_back(static_cast<double>(station_.waiting()));
                break;
        }
    }

    std::size_t memory_bytes() const override { return list_memory_bytes(); }

    std::vector<double> queue;        // at each look
    sim::Time cleared = 0;            // when nobody waits any more
    sim::Duration total_wait = 0;     // of all until then
    sim::Duration wait_at_peak = -1;  // of the first who comes after it

  private:
    void serve(std::uint64_t customer, sim::Time arrived) {
        schedule(sim::make_event(now() + kService, kEnds, customer));
        if (cleared == 0) total_wait += now() - arrived;
        if (arrived >= peak_ && wait_at_peak < 0) wait_at_peak = now() - arrived;
    }

    sim::Time peak_;
    sim::Station station_;
};

void spike_in_cells(Rows& rows) {
    const sim::OmoriDecay decay(0, sim::kNever, kShape, kScale);
    const SpikeIntoCapacity golden(kPeak, sim::to_seconds(kScale), kShape, kCapacity);
    const std::vector<double> looks{10, 30, golden.peak_time, 120, 160};
    std::vector<Sample> queue(looks.size());
    Sample cleared;
    Sample total;
    Sample longest;
    for (std::uint32_t run = 0; run < 100; ++run) {
        sim::Executor executor({1, sim::Transport::memory});
        for (int phase = 0; phase < 2; ++phase) {
            executor.add_phase(sim::WindowCalendar({{0, sim::kSecond}}, kSpikeEnds));
        }
        const sim::StreamFamily family(36, run, 0);
        executor.add_cell(0, std::make_unique<SpikeSource>(decay, family));
        executor.add_cell(1, std::make_unique<SpikeStage>(looks, golden.peak_time));
        executor.connect(0, kStage);
        executor.run([](sim::Time) { return true; });
        const auto& stage = static_cast<const SpikeStage&>(executor.cell(kStage));
        for (std::size_t i = 0; i < looks.size(); ++i) queue[i].add(stage.queue[i]);
        cleared.add(sim::to_seconds(stage.cleared));
        total.add(sim::to_seconds(stage.total_wait));
        longest.add(sim::to_seconds(stage.wait_at_peak));
    }
    for (std::size_t i = 0; i < looks.size(); ++i) {
        rows.mean(fmt::format("mean queue after {:.4g} s", looks[i]), golden.queue(looks[i]),
                  queue[i].mean());
    }
    rows.mean("wait of who comes at the peak, s", golden.wait, longest.mean());
    rows.mean("mean time until nobody waits, s", golden.clear_time, cleared.mean());
    rows.mean("wait of all together, s", golden.total_wait, total.mean());
}

// The engine's integral alone: where what has come is farthest ahead of what was served.
void spike_as_fluid(Rows& rows) {
    const sim::OmoriDecay decay(0, sim::kNever, kShape, kScale);
    const double whole = kPeak * decay.initial_rate_seconds();
    const auto queue = [&](sim::Time t) {
        return whole * decay.cumulative(t) - kCapacity * sim::to_seconds(t);
    };
    sim::Time from = 0;
    sim::Time until = kSpikeEnds;
    while (until - from > sim::kMillisecond) {
        const sim::Time third = (until - from) / 3;
        if (queue(from + third) < queue(until - third)) {
            from += third;
        } else {
            until -= third;
        }
    }
    rows.number("peak of the queue, s", 68.76, sim::to_seconds(from), 0.005);
    rows.number("queue then", 14985.3, queue(from), 0.05);
    const sim::Time peak = from;
    for (from = peak, until = kSpikeEnds; until - from > sim::kMillisecond;) {
        const sim::Time middle = from + (until - from) / 2;
        (queue(middle) > 0 ? from : until) = middle;
    }
    rows.number("end of the queue, s", 183.03, sim::to_seconds(from), 0.005);
}

}  // namespace

std::vector<Experiment> spike_experiments() {
    return {{"Omori's spike into a capacity, cells", "its fluid limit", spike_in_cells},
            {"Omori's spike into a capacity, fluid", "closed form", spike_as_fluid}};
}

}  // namespace tools::verify
