#include "sim/random/alias.hpp"

#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace sim {
namespace {

double checked_sum(std::span<const double> weights) {
    if (weights.size() > std::size_t{1} << 32) {
        throw std::invalid_argument(
            fmt::format("alias table: {} weights, at most 2^32 are possible", weights.size()));
    }
    double sum = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (!(weights[i] >= 0.0 && std::isfinite(weights[i]))) {
            throw std::invalid_argument(fmt::format(
                "alias table: weight {} is {}, must be finite and not negative", i, weights[i]));
        }
        sum += weights[i];
    }
    if (!(sum > 0.0 && std::isfinite(sum))) {
        throw std::invalid_argument(
            fmt::format("alias table: the {} weights sum to {}, must be positive and finite",
                        weights.size(), sum));
    }
    return sum;
}

}  // namespace

AliasTable::AliasTable(std::span<const double> weights) {
    const double sum = checked_sum(weights);
    const std::size_t n = weights.size();
    entries_.resize(n);

    // Weights in units of their mean. A light entry is filled up by a heavy one, its alias.
    std::vector<double> level(n);
    std::vector<std::uint32_t> light;
    std::vector<std::uint32_t> heavy;
    std::size_t largest = 0;
    for (std::size_t i = 0; i < n; ++i) {
        level[i] = weights[i] / sum * static_cast<double>(n);
        (level[i] < 1.0 ? light : heavy).push_back(static_cast<std::uint32_t>(i));
        if (weights[i] > weights[largest]) largest = i;
    }
    const auto close = [this](std::uint32_t i, double share, std::uint32_t alias) {
        entries_[i] = {static_cast<std::uint32_t>(share * 0x1p32), alias};
    };
    while (!light.empty() && !heavy.empty()) {
        const std::uint32_t small = light.back();
        const std::uint32_t big = heavy.back();
        light.pop_back();
        close(small, level[small], big);
        level[big] = (level[big] + level[small]) - 1.0;
        if (level[big] < 1.0) {
            heavy.pop_back();
            light.push_back(big);
        }
    }
    // What is left is full but for rounding: its own alias, or the largest's if it has no weight.
    for (const auto* rest : {&light, &heavy}) {
        for (const std::uint32_t i : *rest) {
            close(i, 0.0, weights[i] > 0.0 ? i : static_cast<std::uint32_t>(largest));
        }
    }
}

}  // namespace sim
