// Parameters of the platform: units, admission, order creation, payment, expiry.
#pragma once

#include <algorithm>
#include <cstdint>

#include "models/scenario/describe.hpp"

namespace models {

struct ExpiryParams {
    double share = 1;
    sim::Duration after = sim::kDay;

    void describe(Visitor& v) {
        v.number("share", share,
                 {.min = 0,
                  .max = kLargestWeight,
                  .required = true,
                  .help = "Part of the orders, relative to the others."});
        v.duration("after", after,
                   {.min = 1,
                    .max = 31.0 * sim::kDay,
                    .required = true,
                    .help = "Time from creation after which an unpaid order is closed."});
    }
};

struct PlatformParams {
    std::int64_t units = 8;
    double order_capacity = 544'000;
    sim::Duration order_burst = 20 * sim::kMillisecond;
    double creation_headroom = 1.1;
    sim::Duration creation_time = 200 * sim::kMillisecond;
    double payment_capacity = 499'000;
    sim::Duration payment_time = 200 * sim::kMillisecond;
    sim::Duration queue_limit = 2 * sim::kSecond;
    sim::Duration patience = 5 * sim::kSecond;
    std::vector<ExpiryParams> expiry = {
        {0.85, sim::kDay}, {0.10, 30 * sim::kMinute}, {0.05, 15 * sim::kMinute}};

    void describe(Visitor& v) {
        v.integer("units", units,
                  {.min = 1,
                   .max = 256,
                   .help = "Sites among which the buyers are cut, equal in size.",
                   .source = "assumed"});
        v.rate("order_capacity", order_capacity,
               {.exclusive_min = true,
                .required = true,
                .help = "Orders that all units together admit, at full size. Partitioned: each "
                        "unit admits and creates its share."});
        v.duration("order_burst", order_burst,
                   {.max = 60.0 * sim::kSecond,
                    .help = "Length of a burst at that rate which admission lets pass.",
                    .source = "assumed"});
        v.number("creation_headroom", creation_headroom,
                 {.min = 0,
                  .exclusive_min = true,
                  .max = 1000,
                  .help = "Capacity of order creation relative to that of admission.",
                  .source = "assumed"});
        v.duration("creation_time", creation_time,
                   {.min = 1,
                    .max = 60.0 * sim::kSecond,
                    .help = "Time to create the orders of a check-out.",
                    .source = "published-after: 200 ms an order"});
        v.rate("payment_capacity", payment_capacity,
               {.exclusive_min = true,
                .required = true,
                .help = "Check-outs and balances that can be paid, at full size. Partitioned: "
                        "each unit pays its share."});
        v.duration("payment_time", payment_time,
                   {.min = 1,
                    .max = 60.0 * sim::kSecond,
                    .help = "Time to carry out a payment.",
                    .source = "assumed"});
        v.duration("queue_limit", queue_limit,
                   {.help = "Length of the queues before order creation and payment, as the time "
                            "to serve them; who comes later is refused.",
                    .source = "assumed"});
        v.duration("patience", patience,
                   {.min = 1,
                    .max = 1800.0 * sim::kSecond,
                    .help = "Waiting time after which a request is given up.",
                    .source = "assumed"});
        v.list("expiry", expiry,
               {.help = "When unpaid orders are closed.",
                .source = "assumed: the shares; the times are the rules of the platform: ordinary "
                          "goods 24 h, Juhuasuan 30 min, flash purchases 15 min"});
    }

    void check(Checker& c) const {
        c.require(any_above_zero(expiry, &ExpiryParams::share), "expiry",
                  "there must be at least one kind of expiry with a share above 0", {"expiry"});
    }

    // Time after which every order that was not paid is closed, ns.
    sim::Duration longest_expiry() const {
        sim::Duration longest = 0;
        for (const ExpiryParams& e : expiry) longest = std::max(longest, e.after);
        return longest;
    }
};

}  // namespace models
