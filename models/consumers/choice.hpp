// What shoppers choose: multinomial logit among the items of a category (McFadden 1974), with an
// outside option for browsers.
//
// Utility is logarithmic in price, so that the elasticity of a group is a constant (times one minus
// the item's share): V_j = log popularity_j + eta_k log(price_j), the mean elasticity being already
// in the popularity. The category is drawn first, by its share of orders.
//
// Sets of tables: carts; browsers before the promotion, at list prices; browsers during it;
// deposits. Read-only once built, shared by all cells. A choice is two words of random bits and
// O(1).
#pragma once

#include <cstdint>
#include <vector>

#include "sim/random/alias.hpp"

#include "models/consumers/params.hpp"
#include "models/merchants/catalogue.hpp"

namespace models {

enum class Market : std::uint8_t { carts, browse_before, browse_sale, deposits };
inline constexpr std::size_t kMarkets = 4;

class Choice {
  public:
    Choice(const ConsumerParams& consumers, const MerchantParams& merchants,
           const Catalogue& catalogue);

    std::uint8_t category(Market market, std::uint64_t bits) const {
        return static_cast<std::uint8_t>(
            (market == Market::deposits ? presale_category_ : category_).pick(bits));
    }

    // Chance that a browser of this group finds nothing in this category. 0 for carts and deposits.
    double outside(Market market, std::size_t group, std::size_t category) const {
        return outside_[slot(market, group, category)];
    }

    std::uint32_t item(Market market, std::size_t group, std::size_t category,
                       std::uint64_t bits) const {
        return catalogue_->of_category(category)[tables_[slot(market, group, category)].pick(bits)];
    }

    std::size_t groups() const { return groups_; }

    // Share of each item in the lines that this market chooses, over all groups; they add up to 1.
    std::vector<double> shares(Market market) const;

    std::size_t memory_bytes() const;

  private:
    std::size_t slot(Market market, std::size_t group, std::size_t category) const {
        return (static_cast<std::size_t>(market) * groups_ + group) * categories_ + category;
    }

    const Catalogue* catalogue_;
    std::size_t groups_;
    std::size_t categories_;
    sim::AliasTable category_;
    sim::AliasTable presale_category_;
    std::vector<sim::AliasTable> tables_;      // by slot()
    std::vector<std::vector<float>> weights_;  // the tables' weights, each adding up to 1
    std::vector<double> outside_;              // by slot()
    std::vector<double> group_shares_;
    std::vector<double> category_shares_, presale_category_shares_;
};

}  // namespace models
