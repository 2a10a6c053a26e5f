// From the first attempt of a check-out to its orders: admission, creation, stock, back-off.
#include <algorithm>
#include <bit>

#include "sim/random/distributions.hpp"

#include "models/platform/unit.hpp"

namespace models {

void UnitCell::attempt(std::uint32_t slot) {
    Checkout& c = pool_[slot];
    ++flows_.attempts;
    ++c.attempts;
    probe_.count(kAttempts, now());
    if (admission_.take(now(), c.lines)) {
        const auto arrival =
            creation_.arrive(now(), slot, shared_.platform->patience,
                             [this](std::uint64_t late, sim::Time) { creation_timed_out(late); });
        if (arrival == sim::Arrival::served) {
            schedule(sim::make_event(now() + shared_.platform->creation_time, kCreationDone, slot));
        }
        if (arrival != sim::Arrival::refused) return;
    }
    trace(c, TraceStage::refused);
    ++flows_.rejected;
    probe_.count(kOrdersRejected, now(), c.lines);
    attempt_failed(slot);
}

void UnitCell::creation_timed_out(std::uint64_t slot) {
    const auto s = static_cast<std::uint32_t>(slot);
    trace(pool_[s], TraceStage::timed_out);
    ++flows_.timed_out;
    probe_.count(kOrdersTimedOut, now(), pool_[s].lines);
    attempt_failed(s);
}

void UnitCell::attempt_failed(std::uint32_t slot) {
    if (const sim::Duration wait = back_off(pool_[slot]); wait > 0) {
        schedule(sim::make_event(now() + wait, kRetry, slot));
        return;
    }
    give_up(slot);
}

void UnitCell::give_up(std::uint32_t slot) {
    ++flows_.given_up;
    probe_.count(kGivenUp, now());
    trace(pool_[slot], TraceStage::given_up);
    pool_.give_back(slot);
}

// How long to wait before the next try; 0 to give up. The wait grows with each failure and is
// uniform in its upper half, so that those refused together do not come back together.
sim::Duration UnitCell::back_off(const Checkout& c) const {
    const RetryParams& retry = shared_.consumers->retry;
    if (c.attempts >= retry.attempts) return 0;
    const auto stage = static_cast<std::uint16_t>(c.attempts | (c.created != 0 ? 1u << 15 : 0u));
    sim::Stream draw = back_offs_.at(address(c), stage);
    if (draw.uniform() < retry.give_up) return 0;
    double longest = static_cast<double>(retry.first);
    const auto most = static_cast<double>(retry.longest);
    for (int i = 1; i < c.attempts && longest < most; ++i) longest *= retry.factor;
    const auto wait =
        static_cast<sim::Duration>(std::min(longest, most) * (0.5 + 0.5 * draw.uniform())) + 1;
    return now() + wait <= shared_.closes ? wait : 0;
}

void UnitCell::creation_done(std::uint32_t slot) {
    creation_.finish(
        now(), shared_.platform->patience,
        [this](std::uint64_t next, sim::Time) {
            schedule(sim::make_event(now() + shared_.platform->creation_time, kCreationDone, next));
        },
        [this](std::uint64_t late, sim::Time) { creation_timed_out(late); });
    ++flows_.accepted;
    ask_stock(slot, static_cast<std::uint8_t>((1u << pool_[slot].lines) - 1));
}

void UnitCell::ask_stock(std::uint32_t slot, std::uint8_t lines) {
    Checkout& c = pool_[slot];
    c.asked = lines;
    c.refused = 0;
    for (std::uint8_t i = 0; i < c.lines; ++i) {
        if ((lines & line_bit(i)) == 0) continue;
        const auto key = static_cast<std::uint16_t>(static_cast<unsigned>(c.source) << 14 |
                                                    static_cast<unsigned>(c.turns) << 2 | i);
        send(shared_.stock[c.line[i].item % shared_.stock.size()],
             {sim::make_event(now(), kStockRequest, c.number, key),
              StockLine{c.line[i].item, unit_, slot, i}.pack()});
    }
    schedule(sim::make_event(now() + window().length(), kStockAnswer, slot));
}

void UnitCell::stock_answer(std::uint32_t slot) {
    Checkout& c = pool_[slot];
    const auto granted = static_cast<std::uint8_t>(c.asked & ~c.refused);
    if (granted != 0) {
        c.created |= granted;
        if (probe_.in_headline(now())) c.headline |= granted;
        flows_.created += std::popcount(granted);
        for (std::uint8_t i = 0; i < c.lines; ++i) {
            if ((granted & line_bit(i)) != 0) flows_.value_created += c.line[i].fen;
        }
        probe_.created(now(), std::popcount(granted));
        if (c.traced) trace_created(c, granted);
    }
    const std::uint8_t again = substitute(c);
    c.asked = 0;
    if (again != 0) return ask_stock(slot, again);
    if (c.created == 0) return give_up(slot);
    ordered(slot);
}

// Chooses anew for the refused lines; returns those for which something was found.
std::uint8_t UnitCell::substitute(Checkout& c) {
    std::uint8_t again = 0;
    for (std::uint8_t i = 0; i < c.lines; ++i) {
        if ((c.refused & line_bit(i)) == 0) continue;
        Line line{Planner::kNoItem, 0};
        if (c.turns < shared_.consumers->substitution.tries) {
            line = shared_.planner->substitute(c.source, c.number, c.turns++, {c.province, c.group},
                                               c.line[i].item, now());
        }
        if (line.item == Planner::kNoItem) {
            trace(c, TraceStage::sold_out);
            ++flows_.stock_lost;
            probe_.count(kOrdersStockout, now());
            continue;
        }
        c.line[i] = line;
        again |= line_bit(i);
    }
    c.refused = 0;
    return again;
}

void UnitCell::ordered(std::uint32_t slot) {
    Checkout& c = pool_[slot];
    ++flows_.ordered;
    c.attempts = 0;
    if (intents_.uniform(address(c)) < shared_.consumers->payment.unpaid) {
        return await_expiry(slot);
    }
    sim::Stream draw = delays_.at(address(c));
    const double delay =
        sim::exponential(draw, static_cast<double>(shared_.consumers->payment.delay));
    const sim::Time asked = now() + static_cast<sim::Duration>(delay);
    if (asked > shared_.closes) return await_expiry(slot);
    schedule(sim::make_event(asked, kPaymentRequest, slot));
}

void UnitCell::trace_created(const Checkout& c, std::uint8_t lines) {
    for (std::uint8_t i = 0; i < c.lines; ++i) {
        if ((lines & line_bit(i)) == 0) continue;
        traces_.push_back({.checkout = address(c),
                           .at = now(),
                           .item = c.line[i].item,
                           .fen = c.line[i].fen,
                           .line = i,
                           .stage = TraceStage::created});
    }
}

}  // namespace models
