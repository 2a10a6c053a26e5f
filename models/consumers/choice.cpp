#include "models/consumers/choice.hpp"

#include <algorithm>

#include "sim/random/math.hpp"

namespace models {
namespace {

std::vector<double> normalised(std::vector<double> weights) {
    double sum = 0;
    for (const double w : weights) sum += w;
    if (sum > 0) {
        for (double& w : weights) w /= sum;
    }
    return weights;
}

std::vector<double> category_weights(const MerchantParams& merchants, bool presale) {
    std::vector<double> weights;
    double any = 0;
    for (const CategoryParams& c : merchants.categories) {
        weights.push_back(presale ? c.orders * c.presale : c.orders);
        any += weights.back();
    }
    // Without presale shares, pre-orders spread like other orders.
    if (any == 0) return category_weights(merchants, false);
    return normalised(std::move(weights));
}

}  // namespace

Choice::Choice(const ConsumerParams& consumers, const MerchantParams& merchants,
               const Catalogue& catalogue)
    : catalogue_(&catalogue),
      groups_(consumers.sensitivity.size()),
      categories_(catalogue.categories()),
      category_(category_weights(merchants, false)),
      presale_category_(category_weights(merchants, true)),
      category_shares_(category_weights(merchants, false)),
      presale_category_shares_(category_weights(merchants, true)) {
    double mean_elasticity = 0;
    for (const SensitivityParams& s : consumers.sensitivity) {
        group_shares_.push_back(s.share);
        mean_elasticity += s.share * s.elasticity;
    }
    const double inside_odds = 1 / consumers.browse.outside_share - 1;
    for (std::size_t m = 0; m < kMarkets; ++m) {
        const auto market = static_cast<Market>(m);
        for (const SensitivityParams& group : consumers.sensitivity) {
            // Deposits are drawn without regard to the buyer's group.
            const double tilt = market == Market::deposits ? 0 : group.elasticity - mean_elasticity;
            for (std::size_t c = 0; c < categories_; ++c) {
                const double reference = static_cast<double>(merchants.categories[c].value) / 100;
                std::vector<double> weights;
                double at_sale_prices = 0, sum = 0;
                for (const std::uint32_t i : catalogue.of_category(c)) {
                    const Item& item = catalogue.item(i);
                    double w =
                        market == Market::carts ? item.popularity_at_opening : item.popularity;
                    w *= sim::math::pow(item.sale_price / reference, tilt);
                    at_sale_prices += w;
                    if (market == Market::browse_before) {
                        w *= sim::math::pow(item.list_price / item.sale_price, group.elasticity);
                    }
                    sum += w;
                    weights.push_back(w);
                }
                // Nobody chooses a category without orders, but it has its table.
                if (sum == 0) std::fill(weights.begin(), weights.end(), 1.0);
                const bool browsing =
                    market == Market::browse_before || market == Market::browse_sale;
                const double odds = sum > 0 ? inside_odds * sum / at_sale_prices : inside_odds;
                outside_.push_back(browsing && consumers.browse.outside_share > 0 ? 1 / (1 + odds)
                                                                                  : 0);
                tables_.emplace_back(weights);
                weights = normalised(std::move(weights));
                weights_.emplace_back(weights.begin(), weights.end());
            }
        }
    }
}

std::vector<double> Choice::shares(Market market) const {
    const auto& categories =
        market == Market::deposits ? presale_category_shares_ : category_shares_;
    std::vector<double> shares(catalogue_->items());
    for (std::size_t g = 0; g < groups_; ++g) {
        for (std::size_t c = 0; c < categories_; ++c) {
            const std::vector<float>& weights = weights_[slot(market, g, c)];
            const auto& items = catalogue_->of_category(c);
            for (std::size_t i = 0; i < items.size(); ++i) {
                shares[items[i]] += group_shares_[g] * categories[c] * weights[i];
            }
        }
    }
    return shares;
}

std::size_t Choice::memory_bytes() const {
    std::size_t entries = 0;
    for (const auto& w : weights_) entries += w.size();
    return entries * (8 + sizeof(float));
}

}  // namespace models
