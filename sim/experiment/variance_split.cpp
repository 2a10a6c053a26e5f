#include "sim/experiment/variance_split.hpp"

#include <algorithm>
#include <cstddef>
#include <fmt/format.h>
#include <stdexcept>

#include "sim/experiment/moments.hpp"

namespace sim {

VarianceSplit split_variance(std::span<const std::vector<double>> groups) {
    if (groups.size() < 2) {
        throw std::invalid_argument(
            fmt::format("split of the variance: needs at least 2 groups, not {}", groups.size()));
    }
    Moments all;
    std::vector<Moments> parts;
    double squares_within = 0.0;
    double squared_sizes = 0.0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].empty()) {
            throw std::invalid_argument(
                fmt::format("split of the variance: group {} of {} is empty", i, groups.size()));
        }
        for (const double value : groups[i]) all.add(value);
        const Moments& part = parts.emplace_back(groups[i]);
        const auto size = static_cast<double>(part.count());
        if (part.count() > 1) squares_within += part.variance() * (size - 1.0);
        squared_sizes += size * size;
    }
    const auto total = static_cast<double>(all.count());
    const auto number = static_cast<double>(groups.size());
    if (all.count() == static_cast<std::int64_t>(groups.size())) {
        throw std::invalid_argument(fmt::format(
            "split of the variance: none of the {} groups has 2 replications", groups.size()));
    }
    double squares_between = 0.0;
    for (const Moments& part : parts) {
        const double distance = part.mean() - all.mean();
        squares_between += static_cast<double>(part.count()) * distance * distance;
    }
    VarianceSplit split{};
    split.groups = static_cast<std::int64_t>(groups.size());
    split.replications = all.count();
    split.mean = all.mean();
    split.mean_between = squares_between / (number - 1.0);
    split.mean_within = squares_within / (total - number);
    split.group_size = (total - squared_sizes / total) / (number - 1.0);
    split.input = std::max(0.0, (split.mean_between - split.mean_within) / split.group_size);
    split.chance = split.mean_within;
    const double whole = split.input + split.chance;
    split.input_share = whole > 0.0 ? split.input / whole : 0.0;
    return split;
}

}  // namespace sim
