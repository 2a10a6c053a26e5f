// Sums of two doubles that carry about 106 bits: enough to build the tables of math.cpp at compile
// time and to keep the logarithm inside pow and the rest of a sum of weights exact to the last bit.
// The error-free sum is Knuth's, the error-free product Dekker's (Numer. Math. 18, 1971); both need
// plain rounding to nearest and no contraction. Requires values far from overflow.
#pragma once

namespace sim::math {

struct DoubleDouble {
    double hi;
    double lo;
};

// a + b without error.
constexpr DoubleDouble two_sum(double a, double b) {
    const double sum = a + b;
    const double b_part = sum - a;
    return {sum, (a - (sum - b_part)) + (b - b_part)};
}

// The upper 26 bits of a value and the rest. Requires |a| < 2^990.
constexpr DoubleDouble split(double a) {
    const double scaled = 134217729.0 * a;  // 2^27 + 1
    const double high = scaled - (scaled - a);
    return {high, a - high};
}

// a * b without error.
constexpr DoubleDouble two_product(double a, double b) {
    const double product = a * b;
    const DoubleDouble x = split(a);
    const DoubleDouble y = split(b);
    return {product, ((x.hi * y.hi - product) + x.hi * y.lo + x.lo * y.hi) + x.lo * y.lo};
}

constexpr DoubleDouble operator+(DoubleDouble a, DoubleDouble b) {
    const DoubleDouble s = two_sum(a.hi, b.hi);
    return two_sum(s.hi, s.lo + (a.lo + b.lo));
}

constexpr DoubleDouble operator-(DoubleDouble a) {
    return {-a.hi, -a.lo};
}

constexpr DoubleDouble operator*(DoubleDouble a, DoubleDouble b) {
    const DoubleDouble p = two_product(a.hi, b.hi);
    return two_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

constexpr DoubleDouble operator/(DoubleDouble a, double b) {
    const double quotient = a.hi / b;
    const DoubleDouble back = two_product(quotient, b);
    return two_sum(quotient, ((a.hi - back.hi) - back.lo + a.lo) / b);
}

}  // namespace sim::math
