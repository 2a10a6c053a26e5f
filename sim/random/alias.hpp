// Walker's alias table (1977, built by Vose's method, 1991): draws an index with probability
// proportional to its weight from one 64-bit word in constant time.
//
// The table depends on the weights alone, so equal weights give equal picks. 8 bytes an entry; the
// probabilities are met to within 2^-32 in all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/random/mix.hpp"

namespace sim {

class AliasTable {
  public:
    // O(n). Throws std::invalid_argument, naming index and value, for a weight that is negative or
    // not finite; also if there are no weights, more than 2^32, or none is positive.
    explicit AliasTable(std::span<const double> weights);

    std::size_t size() const { return entries_.size(); }

    // The index drawn by a random word: never one of weight 0.
    std::uint32_t pick(std::uint64_t bits) const {
        const WideProduct place = wide_product(bits, entries_.size());
        const auto index = static_cast<std::uint32_t>(place.high);
        const Entry& entry = entries_[index];
        return static_cast<std::uint32_t>(place.low >> 32) < entry.threshold ? index : entry.alias;
    }

  private:
    struct Entry {
        std::uint32_t threshold;  // of 2^32: below it the index itself, otherwise the alias
        std::uint32_t alias;
    };
    std::vector<Entry> entries_;
};

}  // namespace sim
