// A check-out under way in a unit, and the pool that holds them.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/consumers/plan.hpp"
#include "models/messages.hpp"

namespace models {

struct alignas(64) Checkout {  // one cache line
    std::uint64_t number = 0;  // of the cart, visit or deposit
    Source source = Source::cart;
    std::uint8_t lines = 0;      // 0: the place in the pool is free
    std::uint8_t asked = 0;      // bit i: line i waits for the answer of stock
    std::uint8_t refused = 0;    // bit i: the answer on its way is "sold out"
    std::uint8_t created = 0;    // bit i: line i is an order
    std::uint16_t attempts = 0;  // at creation, then at payment
    std::uint8_t turns = 0;      // substitutions so far
    std::uint8_t headline = 0;   // bit i: line i became an order inside the headline
    bool traced = false;
    std::uint8_t province = 0;  // of the buyer
    std::uint8_t group = 0;     // of price sensitivity
    std::array<Line, kMaxLines> line{};
};
static_assert(sizeof(Checkout) == 64);

// The bit of a line in `asked`, `refused`, `created` and `headline`.
constexpr std::uint8_t line_bit(std::size_t line) {
    return static_cast<std::uint8_t>(1u << line);
}

// A pool of check-outs, reached by index. Freed places are used again, last in first out.
class CheckoutPool {
  public:
    std::uint32_t take() {
        ++in_use_;
        if (free_.empty()) {
            places_.emplace_back();
            return static_cast<std::uint32_t>(places_.size() - 1);
        }
        const std::uint32_t i = free_.back();
        free_.pop_back();
        return i;
    }

    void give_back(std::uint32_t i) {
        --in_use_;
        places_[i] = Checkout{};
        free_.push_back(i);
    }

    Checkout& operator[](std::uint32_t i) { return places_[i]; }
    void prefetch(std::uint32_t i) const { __builtin_prefetch(&places_[i]); }
    const std::vector<Checkout>& places() const { return places_; }
    std::int64_t in_use() const { return in_use_; }

    std::size_t memory_bytes() const {
        return places_.capacity() * sizeof(Checkout) + free_.capacity() * sizeof(std::uint32_t);
    }

  private:
    std::vector<Checkout> places_;
    std::vector<std::uint32_t> free_;
    std::int64_t in_use_ = 0;
};

}  // namespace models
