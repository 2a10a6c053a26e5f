#include "sim/experiment/multiplicity.hpp"

#include <algorithm>
#include <cstddef>
#include <fmt/format.h>
#include <numeric>
#include <stdexcept>

namespace sim {

std::vector<double> holm_adjusted(std::span<const double> p_values) {
    const std::size_t n = p_values.size();
    for (std::size_t i = 0; i < n; ++i) {
        if (!(p_values[i] >= 0.0 && p_values[i] <= 1.0)) {
            throw std::invalid_argument(
                fmt::format("Holm: p-value {} must lie in [0, 1], not be {}", i, p_values[i]));
        }
    }
    std::vector<std::size_t> ascending(n);
    std::iota(ascending.begin(), ascending.end(), std::size_t{0});
    std::sort(ascending.begin(), ascending.end(),
              [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
    std::vector<double> adjusted(n);
    double so_far = 0.0;
    for (std::size_t rank = 0; rank < n; ++rank) {
        const std::size_t i = ascending[rank];
        so_far = std::max(so_far, std::min(1.0, static_cast<double>(n - rank) * p_values[i]));
        adjusted[i] = so_far;
    }
    return adjusted;
}

}  // namespace sim
