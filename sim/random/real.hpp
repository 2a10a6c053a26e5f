// A double whose exp, log, pow, ... are those of sim::math. Boost.Random's distributions are
// templates that find these functions by argument-dependent lookup, so with Real as their number
// they never reach the C library, whose last bits depend on the CPU.
#pragma once

#include <cmath>
#include <compare>
#include <limits>
#include <type_traits>

#include "sim/random/math.hpp"

namespace sim {

class Real {
  public:
    Real() = default;

    template <class Number>
    requires std::is_arithmetic_v<Number>
    constexpr Real(Number value) : value_(static_cast<double>(value)) {}

    template <class Number>
    requires std::is_arithmetic_v<Number>
    explicit constexpr operator Number() const { return static_cast<Number>(value_); }

    Real& operator+=(Real b) { return *this = *this + b; }
    Real& operator-=(Real b) { return *this = *this - b; }
    Real& operator*=(Real b) { return *this = *this * b; }
    Real& operator/=(Real b) { return *this = *this / b; }

    friend Real operator-(Real a) { return -a.value_; }
    friend Real operator+(Real a, Real b) { return a.value_ + b.value_; }
    friend Real operator-(Real a, Real b) { return a.value_ - b.value_; }
    friend Real operator*(Real a, Real b) { return a.value_ * b.value_; }
    friend Real operator/(Real a, Real b) { return a.value_ / b.value_; }
    friend bool operator==(Real a, Real b) { return a.value_ == b.value_; }
    friend std::partial_ordering operator<=>(Real a, Real b) { return a.value_ <=> b.value_; }

    friend Real exp(Real x) { return math::exp(x.value_); }
    friend Real log(Real x) { return math::log(x.value_); }
    friend Real pow(Real x, Real y) { return math::pow(x.value_, y.value_); }
    // Exact or correctly rounded on every CPU, whatever the library chooses.
    friend Real sqrt(Real x) { return std::sqrt(x.value_); }
    friend Real floor(Real x) { return std::floor(x.value_); }
    friend Real abs(Real x) { return std::abs(x.value_); }

  private:
    double value_;
};

}  // namespace sim

template <>
class std::numeric_limits<sim::Real> : public std::numeric_limits<double> {};
