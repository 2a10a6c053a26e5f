#include "sim/kernel/executor.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>
#include <utility>

#include "sim/kernel/worker_pool.hpp"

namespace sim {
namespace {

// Below this many events in its last window a phase is run by the calling thread alone: waking the
// others would cost more than it saves.
constexpr std::uint64_t kEventsWorthWaking = 64;

}  // namespace

void Outbox::throw_unconnected(CellId to) const {
    throw Defect(fmt::format("{}: sends to cell {}, to which it is not connected", *sender_, to));
}

Executor::Executor(Options options)
    : options_(options), pool_(std::make_unique<WorkerPool>(options.threads)) {}

Executor::~Executor() = default;

std::size_t Executor::add_phase(WindowCalendar calendar) {
    if (!phases_.empty()) {
        const WindowCalendar& first = phases_.front().calendar;
        const auto& segments = calendar.segments();
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const Time until = i + 1 < segments.size() ? segments[i + 1].from : calendar.end();
            for (Time t = segments[i].from; t <= until; t += segments[i].length) {
                if (first.has_boundary(t)) continue;
                throw std::invalid_argument(fmt::format(
                    "phase {}: a window ends at {} ns, where none of the first phase does",
                    phases_.size(), t));
            }
        }
    }
    const Time begin = calendar.begin();
    phases_.push_back({std::move(calendar), 0, {}, begin, 0, {}, 0});
    return phases_.size() - 1;
}

CellId Executor::add_cell(std::size_t phase, std::unique_ptr<Cell> cell) {
    const auto id = static_cast<CellId>(cells_.size());
    cells_.push_back({std::move(cell), phase, {}, {}, {}});
    phases_[phase].cells.push_back(id);
    return id;
}

void Executor::connect(CellId from, CellId to) {
    auto channel = std::make_unique<Channel>();
    channel->from = from;
    channel->to = to;
    channel->same_phase = cells_[from].phase == cells_[to].phase;
    cells_[from].outbound.push_back(channels_.size());
    cells_[to].inbound.push_back(channels_.size());
    channels_.push_back(std::move(channel));
}

void Executor::wire() {
    for (Slot& slot : cells_) {
        std::sort(slot.inbound.begin(), slot.inbound.end(), [this](std::size_t a, std::size_t b) {
            return channels_[a]->from < channels_[b]->from;
        });
        slot.out.ports_.assign(cells_.size(), Outbox::Port());
        slot.out.transport_ = options_.transport;
        slot.out.sender_ = &slot.cell->name();
        for (const std::size_t c : slot.outbound) {
            Channel& channel = *channels_[c];
            slot.out.ports_[channel.to] = {&channel.boxes[0],
                                           &phases_[cells_[channel.to].phase].reached};
        }
    }
    failures_.assign(cells_.size(), nullptr);
    wired_ = true;
}

void Executor::run(const std::function<bool(Time)>& observe) {
    if (broken_) throw Defect("the executor cannot go on after an exception of a cell");
    if (!wired_) wire();
    Phase& first = phases_.front();
    while (first.reached < first.calendar.end()) {
        const Window step = first.calendar.starting_at(first.reached, first.cursor);
        for (std::size_t p = 0; p < phases_.size(); ++p) {
            Phase& phase = phases_[p];
            if (phase.reached >= phase.calendar.end()) continue;
            phase.window = phase.calendar.starting_at(phase.reached, phase.cursor);
            if (phase.window.end > step.end) continue;
            run_phase(phase);
        }
        ++steps_;
        if (!observe(step.end)) return;
    }
}

void Executor::run_phase(Phase& phase) {
    phase.reached = phase.window.end;
    ++phase.count;
    std::uint64_t before = 0;
    for (const CellId id : phase.cells) before += cells_[id].cell->events();
    const auto task = [&](std::size_t i) { run_cell(phase.cells[i]); };
    if (phase.recent_events < kEventsWorthWaking) {
        for (std::size_t i = 0; i < phase.cells.size(); ++i) task(i);
    } else {
        pool_->for_each(phase.cells.size(), task);
    }
    rethrow_first(phase);
    phase.recent_events = 0;
    for (const CellId id : phase.cells) phase.recent_events += cells_[id].cell->events();
    phase.recent_events -= before;
}

void Executor::run_cell(CellId id) {
    Slot& slot = cells_[id];
    Phase& phase = phases_[slot.phase];
    const std::size_t written = phase.count & 1;
    try {
        for (const std::size_t c : slot.inbound) {
            Channel& channel = *channels_[c];
            Mailbox& box = channel.boxes[channel.same_phase ? 1 - written : 0];
            if (box.empty()) continue;
            slot.cell->receive(channel.from, box.take());
            box.clear();
        }
        for (const std::size_t c : slot.outbound) {
            Channel& channel = *channels_[c];
            if (channel.same_phase) slot.out.ports_[channel.to].box = &channel.boxes[written];
        }
        slot.cell->run(phase.window, slot.out);
    } catch (...) {
        failures_[id] = std::current_exception();
    }
}

void Executor::rethrow_first(const Phase& phase) {
    for (const CellId id : phase.cells) {
        if (!failures_[id]) continue;
        broken_ = true;
        std::rethrow_exception(std::exchange(failures_[id], nullptr));
    }
}

void Executor::relocate() {
    for (Slot& slot : cells_) {
        slot.cell = slot.cell->clone();
        slot.out.sender_ = &slot.cell->name();
    }
}

std::uint64_t Executor::events() const {
    std::uint64_t sum = 0;
    for (const Slot& slot : cells_) sum += slot.cell->events();
    return sum;
}

void Executor::for_each_mail(CellId from, const std::function<void(const Message&)>& visit) const {
    for (const std::size_t c : cells_[from].outbound) {
        for (const Mailbox& box : channels_[c]->boxes) box.for_each(visit);
    }
}

std::size_t Executor::mail_memory_bytes() const {
    std::size_t sum = 0;
    for (const auto& channel : channels_) {
        sum += channel->boxes[0].memory_bytes() + channel->boxes[1].memory_bytes();
    }
    return sum;
}

}  // namespace sim
