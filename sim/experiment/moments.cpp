#include "sim/experiment/moments.hpp"

#include <cassert>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>
#include <string_view>

namespace sim {

namespace {

// Squares of differences stay finite, also the sum of ten million.
constexpr double kLargest = 1e140;

// What is wrong with a value of a sample; empty if nothing is.
std::string_view fault_of(double value) {
    if (!std::isfinite(value)) return "not a finite number";
    if (std::abs(value) > kLargest) return "beyond 1e140";
    return "";
}

}  // namespace

Moments::Moments(std::span<const double> values) {
    for (const double value : values) {
        if (const std::string_view fault = fault_of(value); !fault.empty()) {
            throw std::invalid_argument(
                fmt::format("sample: value {} is {}, {}", count_, value, fault));
        }
        add(value);
    }
}

void Moments::add(double value) {
    if (const std::string_view fault = fault_of(value); !fault.empty()) {
        throw std::invalid_argument(fmt::format("sample: {} is {}", value, fault));
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
