// Shoppers as functions of their number: where they live, which unit serves them, how they respond
// to prices. Half a billion of them cost no memory.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/random/alias.hpp"
#include "sim/random/permutation.hpp"
#include "sim/random/stream.hpp"

#include "models/consumers/params.hpp"
#include "models/logistics/params.hpp"
#include "models/purposes.hpp"

namespace models {

struct Buyer {
    std::uint8_t province;
    std::uint8_t group;  // of price sensitivity
};

class Buyers {
  public:
    static constexpr int kRoundShift = 34;

    // `count` shoppers, cut into `units` of equal size (to within one).
    Buyers(const ConsumerParams& params, const std::vector<ProvinceParams>& provinces,
           std::uint64_t count, std::uint64_t units, std::uint64_t seed)
        : draws_(streams_for(seed, Purpose::shopper)),
          order_(count, sim::mix64(seed, static_cast<std::uint64_t>(Purpose::buyer_order))),
          units_(units),
          provinces_(weights(provinces)),
          groups_(weights(params.sensitivity)) {}

    std::uint64_t count() const { return order_.size(); }

    // Whose check-out it is. Rounds of visits differ above the lower 34 bits of the number.
    std::uint64_t shopper_of(std::uint64_t number) const {
        return (number & ((std::uint64_t{1} << kRoundShift) - 1)) % order_.size();
    }

    Buyer buyer(std::uint64_t shopper) const {
        sim::Stream draw = draws_.at(shopper);
        const auto province = static_cast<std::uint8_t>(provinces_.pick(draw()));
        return {province, static_cast<std::uint8_t>(groups_.pick(draw()))};
    }

    std::uint32_t unit(std::uint64_t shopper) const {
        return static_cast<std::uint32_t>(order_.at(shopper) * units_ / order_.size());
    }

  private:
    static std::vector<double> weights(const std::vector<ProvinceParams>& provinces) {
        std::vector<double> w;
        for (const ProvinceParams& p : provinces) w.push_back(p.buyers);
        return w;
    }
    static std::vector<double> weights(const std::vector<SensitivityParams>& groups) {
        std::vector<double> w;
        for (const SensitivityParams& g : groups) w.push_back(g.share);
        return w;
    }

    sim::StreamFamily draws_;
    sim::KeyedPermutation order_;
    std::uint64_t units_;
    sim::AliasTable provinces_;
    sim::AliasTable groups_;
};

}  // namespace models
