// The closed set of events and messages, and how a message packs what it is about.
//
// Among events of one nanosecond the kind decides, so the order of `EventKind` is part of the
// model: what frees capacity comes before what asks for it.
#pragma once

#include <cstdint>

#include "sim/kernel/message.hpp"

namespace models {

enum EventKind : std::uint8_t {
    // In a unit. The entity is the index of a check-out unless a comment says otherwise.
    kCreationDone = 1,
    kPaymentDone,
    kStockAnswer,
    kPaymentRequest,
    kRetry,
    kArriveCart,     // entity: number of the cart
    kArriveBrowse,   // entity: number of the visit
    kArriveBalance,  // entity: number of the deposit
    kOrdinary,       // entity: check-outs of the minute that begins, as a count
    kIdle,           // does nothing: tests show that it changes nothing
    // In the demand cells. The entity is the index of the source's next block.
    kBlock,
    kForfeit,  // balances can no longer be asked for
    // To and from stock. Entity and attempt are the key that decides ties.
    kStockRequest,    // payload: StockLine
    kStockRefused,    // payload: StockLine; means "sold out"
    kStockSold,       // payload: item and count: reserved goods were paid for
    kStockReturned,   // payload: item and count: reserved goods are on offer again
    kStockCommitted,  // payload: item and count: ordinary orders took them off the shelf
    kStockPromised,   // payload: item and count: deposits were placed
    kPromiseKept,     // payload: item and count: balances were paid
    kPromiseDropped,  // payload: item and count: deposits were forfeited
    // To and in logistics.
    kParcelsPaid,     // entity: label of the cohort; payload: count
    kParcelsCounted,  // of ordinary orders; entity: the sender's unit; payload: count
    kParcelsArrive,   // entity: label of the cohort; payload: count
};

// Where a check-out comes from.
enum class Source : std::uint8_t { cart, browse, presale };
inline constexpr std::size_t kSources = 3;

inline constexpr std::size_t kMaxLines = 4;  // orders of one check-out

// One order's demand on stock, and who waits for the answer.
struct StockLine {
    std::uint32_t item = 0;  // below 2^24
    std::uint8_t unit = 0;
    std::uint32_t slot = 0;  // below 2^30: index of the check-out in its unit
    std::uint8_t line = 0;   // below kMaxLines

    std::uint64_t pack() const {
        return (std::uint64_t{item} << 40) | (std::uint64_t{unit} << 32) |
               (std::uint64_t{slot} << 2) | line;
    }
    static StockLine unpack(std::uint64_t w) {
        return {static_cast<std::uint32_t>(w >> 40), static_cast<std::uint8_t>(w >> 32),
                static_cast<std::uint32_t>(w) >> 2, static_cast<std::uint8_t>(w & 3)};
    }
};

// Stands for all the goods of a shard that are sold as counts, outside the window of detail.
inline constexpr std::uint32_t kShelf = ~std::uint32_t{0};

// A number of pieces of one item.
struct ItemCount {
    std::uint32_t item = 0;
    std::uint32_t count = 0;

    std::uint64_t pack() const { return (std::uint64_t{item} << 32) | count; }
    static ItemCount unpack(std::uint64_t w) {
        return {static_cast<std::uint32_t>(w >> 32), static_cast<std::uint32_t>(w)};
    }
};

}  // namespace models
