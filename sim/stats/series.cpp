#include "sim/stats/series.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace sim {

Series::Series(std::size_t bins, std::vector<std::string> columns)
    : bins_(bins), columns_(std::move(columns)), cells_(bins_ * columns_.size()) {
    std::vector<std::string> sorted = columns_;
    std::sort(sorted.begin(), sorted.end());
    const auto twin = std::adjacent_find(sorted.begin(), sorted.end());
    if (twin != sorted.end()) {
        throw std::invalid_argument(fmt::format("series: two columns are called '{}'", *twin));
    }
}

void Series::merge(const Series& other) {
    if (bins_ != other.bins_ || columns_ != other.columns_) {
        throw std::invalid_argument(
            fmt::format("series: cannot merge {} bins of ({}) into {} bins of ({})", other.bins_,
                        fmt::join(other.columns_, ", "), bins_, fmt::join(columns_, ", ")));
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i] += other.cells_[i];
}

}  // namespace sim
