// Traces: some check-outs, chosen by hash, whose orders are followed by name to the door.
//
// Agents append rows as things happen; nothing that is traced feeds back. A parcel of a traced
// order travels under a label of its own beside its cohort, so that counts, queues and draws are
// the same with and without tracing.
#pragma once

#include <cstdint>
#include <limits>

#include "sim/kernel/time.hpp"
#include "sim/random/mix.hpp"

namespace models {

// In the order of an order's life.
enum class TraceStage : std::uint8_t {
    intended,
    refused,
    timed_out,
    sold_out,
    given_up,
    created,
    payment_asked,
    payment_refused,
    paid,
    unpaid,  // will be closed at its expiry
    at_merchant,
    shipped,
    at_origin_hub,
    sorted,
    on_truck,
    at_destination,
    sorted_at_destination,
    at_outlet,
    delivered,
};
inline constexpr const char* kTraceStages[] = {"intended",
                                               "refused",
                                               "timed_out",
                                               "sold_out",
                                               "given_up",
                                               "created",
                                               "payment_asked",
                                               "payment_refused",
                                               "paid",
                                               "unpaid",
                                               "at_merchant",
                                               "shipped",
                                               "at_origin_hub",
                                               "sorted",
                                               "on_truck",
                                               "at_destination",
                                               "sorted_at_destination",
                                               "at_outlet",
                                               "delivered"};

inline constexpr std::uint8_t kWholeCheckout = 255;

// Something that happened to a check-out, or to one of its orders, in a unit.
struct OrderTrace {
    std::uint64_t checkout = 0;  // number * kSources + source
    sim::Time at = 0;
    std::uint64_t label = 0;  // of its parcel, where the stage is `paid`
    std::uint32_t item = 0;   // where the stage is `created` or `sold_out`
    std::int32_t fen = 0;     // where the stage is `created`
    std::uint8_t line = kWholeCheckout;
    TraceStage stage = TraceStage::intended;
};

// Something that happened to a parcel in a province.
struct ParcelTrace {
    std::uint64_t label = 0;
    sim::Time at = 0;
    TraceStage stage = TraceStage::at_merchant;
};

// Which check-outs are traced: about `wanted` of `expected`.
class TracePlan {
  public:
    TracePlan(double wanted, double expected, std::uint64_t seed) : seed_(seed) {
        const double share = expected > 0 ? wanted / expected : 0;
        constexpr auto kAll = std::numeric_limits<std::uint64_t>::max();
        below_ = share >= 1 ? kAll : static_cast<std::uint64_t>(share * 0x1p64);
    }

    bool picks(std::uint64_t checkout) const { return sim::mix64(seed_, checkout) < below_; }

  private:
    std::uint64_t seed_;
    std::uint64_t below_;
};

}  // namespace models
