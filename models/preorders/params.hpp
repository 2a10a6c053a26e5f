// Parameters of pre-orders: deposits, the balance window, and those who let it pass.
#pragma once

#include <cstdint>

#include "models/scenario/describe.hpp"

namespace models {

// The deposit on a price, fen, to the nearest.
inline std::int64_t deposit_of(std::int64_t price, double share) {
    return static_cast<std::int64_t>(share * static_cast<double>(price) + 0.5);
}

struct PreorderParams {
    double share = 0.104;
    double value = 1.15;
    Window deposit;
    Window balance;
    double deposit_share = 0.10;
    double deposit_counts = 1.5;
    double forfeited = 0.05;
    double decay = 1.5;
    sim::Duration decay_time = 118 * sim::kSecond;
    double deposit_decay = 1.3;
    sim::Duration deposit_decay_time = 6 * sim::kHour;

    void describe(Visitor& v) {
        v.fraction(
            "share", share,
            {.help = "Part of the headline's paid orders that were pre-ordered.",
             .source = "assumed: 12 % of GMV, by a fit with the gate apart, over the value"});
        v.number(
            "value", value,
            {.min = 0,
             .exclusive_min = true,
             .max = 1000,
             .help = "Mean value of a pre-order relative to that of the day's orders.",
             .source = "assumed: from the categories' shares of pre-sale and values of orders"});
        v.section("deposit", deposit, {.help = "When deposits can be placed."});
        v.section("balance", balance, {.help = "When balances can be paid; it opens with a gate."});
        v.fraction("deposit_share", deposit_share,
                   {.help = "Deposit relative to the price.",
                    .source = "known-before: rules of the sale: 5 to 10 %"});
        v.number("deposit_counts", deposit_counts,
                 {.min = 1,
                  .max = 10,
                  .help = "What each CNY of the deposit counts towards the price.",
                  .source = "known-before: rules of the sale: 1.5 to 2"});
        v.fraction("forfeited", forfeited,
                   {.max = 0.9,
                    .help = "Part of the deposits whose balance is never asked for.",
                    .source = "assumed: none was published"});
        v.number("decay", decay,
                 {.min = 1,
                  .exclusive_min = true,
                  .max = 10,
                  .help = "Exponent p of the rate (1 + t/c)^-p of balances after the gate.",
                  .source = "assumed: the record takes 1.35 to 1.8"});
        v.duration("decay_time", decay_time,
                   {.min = 0,
                    .exclusive_min = true,
                    .help = "The time c of that law.",
                    .source = "calibrated: singlesday-fluid --calibrate"});
        v.number("deposit_decay", deposit_decay,
                 {.min = 0,
                  .exclusive_min = true,
                  .max = 10,
                  .help = "Exponent of the rate of deposits after their opening.",
                  .source = "assumed"});
        v.duration("deposit_decay_time", deposit_decay_time,
                   {.min = 0,
                    .exclusive_min = true,
                    .help = "The time of that law.",
                    .source = "assumed"});
    }

    void check(Checker& c) const {
        c.require(balance.from >= deposit.until, "balance",
                  "balances must not be payable before deposits have closed, at " +
                      format_instant(deposit.until, c.origin()),
                  {"balance.from", "deposit.until"});
        c.require(deposit.until > deposit.from, "deposit", "must not be empty", {"deposit"});
        c.require(balance.until > balance.from, "balance", "must not be empty", {"balance"});
        c.require(deposit_share * deposit_counts <= 1, "deposit_counts",
                  "a deposit must not count as more than the price",
                  {"deposit_share", "deposit_counts"});
    }
};

}  // namespace models
