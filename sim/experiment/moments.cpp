#include "sim/experiment/moments.hpp"

#include <cassert>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>

namespace sim {

Moments::Moments(std::span<const double> values) {
    for (const double value : values) {
        if (!std::isfinite(value)) {
            throw std::invalid_argument(
                fmt::format("sample: value {} is {}, not a finite number", count_, value));
        }
        add(value);
    }
}

void Moments::add(double value) {
    if (!std::isfinite(value)) {
        throw std::invalid_argument(fmt::format("sample: {} is not a finite number", value));
    }
    if (count_ == 0) first_ = value;
    ++count_;
    const double shifted = value - first_;
    const double from_mean = shifted - mean_;
    mean_ += from_mean / static_cast<double>(count_);
    squares_ += from_mean * (shifted - mean_);
}

double Moments::mean() const {
    assert(count_ > 0);
    return first_ + mean_;
}

double Moments::variance() const {
    assert(count_ > 1);
    return squares_ / static_cast<double>(count_ - 1);
}

double Moments::standard_error() const {
    return std::sqrt(variance() / static_cast<double>(count_));
}

}  // namespace sim
