// What a shopper wants, as a function of the number of the check-out: lines, items, prices.
//
// Nothing of it is stored until the check-out begins; what departs from it afterwards (retry,
// substitution) is state of the unit that serves the shopper.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/random/stream.hpp"

#include "models/consumers/buyers.hpp"
#include "models/consumers/choice.hpp"
#include "models/messages.hpp"

namespace models {

struct Line {
    std::uint32_t item = 0;
    std::int32_t fen = 0;  // value of the order, shipping included
};

struct Plan {
    std::uint8_t lines = 0;  // 0: the visitor found nothing
    std::array<Line, kMaxLines> line{};
};

class Planner {
  public:
    // `values` is the mean value of an order by source, CNY; `promotions` are the times of sale
    // prices by category.
    Planner(const ConsumerParams& params, const Catalogue& catalogue, const Choice& choice,
            const std::array<double, kSources>& values, std::vector<std::vector<Window>> promotions,
            std::uint64_t seed);

    Plan cart(std::uint64_t number, const Buyer& buyer) const;
    Plan browse(std::uint64_t number, const Buyer& buyer, sim::Time now) const;
    Plan deposit(std::uint64_t number) const;

    // The item alone: what a deposit sets aside.
    std::uint32_t deposit_item(std::uint64_t number) const;

    // What the shopper takes instead of a sold-out line, in the same category; item kNoItem if
    // nothing. `turn` counts the substitutions of this check-out.
    Line substitute(Source source, std::uint64_t number, std::uint16_t turn, const Buyer& buyer,
                    std::uint32_t sold_out, sim::Time now) const;

    static constexpr std::uint32_t kNoItem = ~std::uint32_t{0};

  private:
    bool on_sale(std::size_t category, sim::Time t) const {
        for (const Window& w : promotions_[category]) {
            if (w.contains(t)) return true;
        }
        return false;
    }
    Market browsing(std::size_t category, sim::Time t) const {
        return on_sale(category, t) ? Market::browse_sale : Market::browse_before;
    }
    std::uint8_t lines(std::uint64_t bits) const;
    Line priced(Source source, std::uint32_t item, bool sale, std::uint64_t bits) const;

    const Catalogue* catalogue_;
    const Choice* choice_;
    std::array<double, kSources> factor_;  // price to value, by source
    std::array<double, kMaxLines> up_to_;  // cumulative parts of check-outs with 1, 2, ... lines
    double substitution_chance_;
    std::vector<std::vector<Window>> promotions_;  // by category
    sim::StreamFamily carts_, visits_, deposits_, substitutes_;
};

}  // namespace models
