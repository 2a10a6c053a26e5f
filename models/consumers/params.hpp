// Parameters of the shoppers: who they are, when they come, what they want and how patient they
// are.
#pragma once

#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include "models/scenario/describe.hpp"

namespace models {

// The longest time that a scenario simulates order by order, ns.
inline constexpr double kLongestDetail = 31.0 * sim::kDay;

// Shoppers who respond alike to prices.
struct SensitivityParams {
    double share = 1;
    double elasticity = -2.62;

    void describe(Visitor& v) {
        v.fraction("share", share, {.required = true, .help = "Part of all shoppers."});
        v.number(
            "elasticity", elasticity,
            {.min = -20,
             .max = 0,
             .help = "Own-price elasticity: a price p times as high is chosen p^elasticity "
                     "times as often.",
             .source =
                 "known-before: mean of 1,851 estimates: Bijmolt, van Heerde and Pieters 2005"});
    }
};

// Carts filled in the weeks before, which fire when the sale opens.
struct CartParams {
    double share = 0.3103;
    double decay = 1.8;
    sim::Duration decay_time = 542'800 * sim::kMillisecond;
    double value = 1.05;

    void describe(Visitor& v) {
        v.fraction("share", share,
                   {.help = "Part of the headline's orders that stand in carts at the opening.",
                    .source = "calibrated: singlesday-fluid --calibrate"});
        v.number("decay", decay,
                 {.min = 1,
                  .exclusive_min = true,
                  .max = 10,
                  .help = "Exponent p of the rate (1 + t/c)^-p at which carts fire: Omori's law, "
                          "or shoppers whose delays are Lomax(p - 1, c).",
                  .source = "assumed: sales relax by a power law after a shock (Deschatres and "
                            "Sornette 2005); the record takes 1.5 to 2.2"});
        v.duration("decay_time", decay_time,
                   {.min = 0,
                    .exclusive_min = true,
                    .help = "The time c of that law.",
                    .source = "calibrated: singlesday-fluid --calibrate"});
        v.number("value", value,
                 {.min = 0,
                  .exclusive_min = true,
                  .max = 1000,
                  .help = "Mean value of a cart's order relative to that of the day.",
                  .source = "assumed: GMV ran ahead of orders in 2019, so early orders were worth "
                            "more"});
    }
};

// A level of browsing from some time after the opening.
struct BrowseLevel {
    sim::Duration from = 0;
    double level = 1;

    void describe(Visitor& v) {
        v.duration("from", from,
                   {.min = -kLongestDetail,
                    .max = kLongestDetail,
                    .required = true,
                    .help = "Start, from the start of the headline; negative before it."});
        v.number("level", level,
                 {.min = 0,
                  .max = kLargestWeight,
                  .required = true,
                  .help = "Rate relative to the other levels."});
    }
};

// Shoppers who come without a cart and look around.
struct BrowseParams {
    double value = 0.946;
    double outside_share = 0.5;
    std::vector<BrowseLevel> levels;

    void describe(Visitor& v) {
        v.number("value", value,
                 {.min = 0,
                  .exclusive_min = true,
                  .max = 1000,
                  .help = "Mean value of a browser's order relative to that of the day.",
                  .source = "assumed: what carts and pre-orders leave of the day's GMV, to 0.1 %"});
        v.fraction("outside_share", outside_share,
                   {.max = 0.99,
                    .help = "Part of the visits that end without a choice, at the sale's prices.",
                    .source = "assumed: higher prices raise it"});
        v.list("levels", levels,
               {.required = true, .help = "The rate of visits over the day, as steps."});
    }

    void check(Checker& c) const {
        c.require(!levels.empty(), "levels", "there must be at least one level", {"levels"});
        for (std::size_t i = 1; i < levels.size(); ++i) {
            c.require(levels[i].from > levels[i - 1].from, "levels." + std::to_string(i) + ".from",
                      "levels must be in ascending order of time", {"levels"});
        }
    }
};

// What a shopper does whose attempt fails.
struct RetryParams {
    sim::Duration first = 4 * sim::kSecond;
    double factor = 1.5;
    sim::Duration longest = 30 * sim::kSecond;
    double give_up = 0.01;
    std::int64_t attempts = 20;

    void describe(Visitor& v) {
        v.duration("first", first,
                   {.min = 0,
                    .exclusive_min = true,
                    .help = "Longest wait after the first failure; the wait is uniform from half "
                            "of it.",
                    .source = "assumed"});
        v.number("factor", factor,
                 {.min = 1,
                  .max = 1000,
                  .help = "Growth of the wait with each failure.",
                  .source = "assumed"});
        v.duration("longest", longest, {.help = "The wait grows no further.", .source = "assumed"});
        v.fraction("give_up", give_up,
                   {.help = "Chance to give up after a failure.", .source = "assumed"});
        v.integer("attempts", attempts,
                  {.min = 1,
                   .max = 1000,
                   .help = "Attempts after which every shopper gives up.",
                   .source = "assumed: one user's account of 2016 has about a dozen"});
    }
};

// The platform's trade outside the window of detail, simulated as counts.
struct OrdinaryParams {
    double orders_per_day = 0;
    std::vector<double> hours = {2.4, 1.2, 0.7, 0.5, 0.4, 0.5, 1.0, 2.0, 3.7, 5.2, 6.2, 5.9,
                                 5.5, 5.6, 5.6, 5.6, 5.3, 4.9, 4.8, 5.6, 6.6, 7.6, 7.3, 5.9};

    void describe(Visitor& v) {
        v.number("orders_per_day", orders_per_day,
                 {.min = 0,
                  .max = 1e10,
                  .help = "Orders that shoppers want on an ordinary day, at full size.",
                  .source = "chosen: none unless the scenario says so"});
        v.numbers("hours", hours,
                  {.min = 0,
                   .max = kLargestWeight,
                   .help = "Relative rates of the 24 hours of an ordinary day.",
                   .source = "assumed: after the traffic of Chinese shops in 2012 and a sample "
                             "of purchases of 2017"});
    }

    void check(Checker& c) const {
        c.require(hours.size() == 24 && any_above_zero(hours, std::identity{}), "hours",
                  "there must be 24 rates, not all of them 0", {"hours"});
    }
};

struct PaymentHabitParams {
    sim::Duration delay = 12'900 * sim::kMillisecond;
    double unpaid = 0.05;

    void describe(Visitor& v) {
        v.duration("delay", delay,
                   {.min = 1,
                    .max = 31.0 * sim::kDay,
                    .help = "Mean of the exponential time from order to payment request.",
                    .source = "calibrated: singlesday-fluid --calibrate"});
        v.fraction("unpaid", unpaid,
                   {.max = 0.9,
                    .help = "Part of the check-outs that are never paid.",
                    .source = "assumed"});
    }
};

struct SubstitutionParams {
    double chance = 0.6;
    std::int64_t tries = 3;

    void describe(Visitor& v) {
        v.fraction("chance", chance,
                   {.help = "Chance that a shopper looks for another item of the category when "
                            "the chosen one is sold out.",
                    .source = "known-before: after Gruen, Corsten and Bharadwaj 2002"});
        v.integer(
            "tries", tries,
            {.min = 0, .max = 12, .help = "Times that a shopper does so.", .source = "assumed"});
    }
};

struct ConsumerParams {
    double shoppers = 500e6;
    double delivery_orders = 1292e6;
    std::int64_t gmv = 268'400'000'000'00;
    std::vector<double> orders_per_checkout = {0.94, 0.05, 0.01};
    std::vector<SensitivityParams> sensitivity = {{0.3, -1.5}, {0.4, -2.62}, {0.3, -3.74}};
    CartParams carts;
    BrowseParams browse;
    RetryParams retry;
    SubstitutionParams substitution;
    PaymentHabitParams payment;
    OrdinaryParams ordinary;

    double mean_orders() const {
        double mean = 0;
        for (std::size_t i = 0; i < orders_per_checkout.size(); ++i) {
            mean += static_cast<double>(i + 1) * orders_per_checkout[i];
        }
        return mean;
    }

    void describe(Visitor& v) {
        v.number("shoppers", shoppers,
                 {.min = 1,
                  .max = 1e10,
                  .required = true,
                  .help = "People who take part, at full size."});
        v.number("delivery_orders", delivery_orders,
                 {.min = 1,
                  .max = 1e10,
                  .required = true,
                  .help = "Paid orders of the headline with goods to ship, at full size; the "
                          "number of shoppers' intentions follows from it."});
        v.money("gmv", gmv,
                {.required = true,
                 .help = "GMV of the headline, at full size; the mean value of an order follows "
                         "from it."});
        v.fractions("orders_per_checkout", orders_per_checkout,
                    {.help = "Parts of the check-outs with 1, 2, 3 and 4 orders.",
                     .source = "calibrated: singlesday-fluid --calibrate settles the mean, 1.07; "
                               "the split is assumed"});
        v.list("sensitivity", sensitivity,
               {.help = "Groups of shoppers by response to prices.",
                .source = "assumed: three groups about the mean of Bijmolt, van Heerde and "
                          "Pieters 2005"});
        v.section("carts", carts, {.help = "Carts that fire at the opening."});
        v.section("browse", browse, {.help = "Visits over the day."});
        v.section("retry", retry, {.help = "What follows a failed attempt."});
        v.section("substitution", substitution, {.help = "What follows a sold-out item."});
        v.section("payment", payment, {.help = "From order to payment."});
        v.section("ordinary", ordinary, {.help = "Trade outside the window of detail."});
    }

    void check(Checker& c) const {
        const double lines =
            std::accumulate(orders_per_checkout.begin(), orders_per_checkout.end(), 0.0);
        c.require(lines > 0.999999 && lines < 1.000001 && orders_per_checkout.size() <= 4,
                  "orders_per_checkout", "must be 1 to 4 parts that add up to 1",
                  {"orders_per_checkout"});
        double people = 0;
        for (const SensitivityParams& s : sensitivity) people += s.share;
        c.require(people > 0.999999 && people < 1.000001 && sensitivity.size() <= 16, "sensitivity",
                  "must be 1 to 16 groups whose shares add up to 1", {"sensitivity"});
    }
};

}  // namespace models
