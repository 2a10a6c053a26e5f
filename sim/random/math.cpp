#include "sim/random/math.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "sim/random/double_double.hpp"

namespace sim::math {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

constexpr DoubleDouble kLn2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};

// Adding and subtracting this rounds to a multiple of `unit`, a power of two.
constexpr double rounder(double unit) {
    return 0x1.8p52 * unit;
}

constexpr double round_to(double x, double unit) {
    return (x + rounder(unit)) - rounder(unit);
}

// --- exp: x = (128 m + j) ln2 / 128 + r, |r| <= ln2 / 256, exp x = 2^m 2^(j/128) exp r. ---

constexpr std::int64_t kSteps = 128;

struct ExpEntry {
    double power;  // 2^(j/128) rounded
    double tail;   // what rounding lost, relative to it
};

constexpr std::array<ExpEntry, kSteps> make_exp_table() {
    const DoubleDouble step = kLn2 / static_cast<double>(kSteps);
    DoubleDouble ratio{1.0, 0.0};
    DoubleDouble term{1.0, 0.0};
    for (int i = 1; i <= 14; ++i) {
        term = term * step / static_cast<double>(i);
        ratio = ratio + term;
    }
    std::array<ExpEntry, kSteps> table{};
    DoubleDouble power{1.0, 0.0};
    for (ExpEntry& entry : table) {
        entry = {power.hi, power.lo / power.hi};
        power = power * ratio;
    }
    return table;
}

constexpr auto kExpTable = make_exp_table();

// 32 bits, so that its products with whole numbers below 2^20 are exact.
constexpr double kStepHi = round_to(kLn2.hi, 0x1p-32) / kSteps;
constexpr double kStepLo = ((kLn2.hi - kStepHi * kSteps) + kLn2.lo) / kSteps;

// exp(x) = scale * (1 + rest) * 2^exponent with |rest| < 0.003 and scale in [1, 2).
struct ExpParts {
    double scale;
    double rest;
    std::int64_t exponent;
};

// exp(x + low) for |x| < 800 and |low| far below 1.
inline ExpParts exp_parts(double x, double low) {
    const double shifted = x * (static_cast<double>(kSteps) / kLn2.hi) + rounder(1.0);
    const std::int64_t n =
        std::bit_cast<std::int64_t>(shifted) - std::bit_cast<std::int64_t>(rounder(1.0));
    const double whole = shifted - rounder(1.0);
    const double r = (x - whole * kStepHi) - (whole * kStepLo - low);
    const ExpEntry& entry = kExpTable[static_cast<std::size_t>(n & (kSteps - 1))];
    const double r2 = r * r;
    const double rest =
        entry.tail + r + r2 * (0.5 + r * (1.0 / 6)) + (r2 * r2) * (1.0 / 24 + r * (1.0 / 120));
    return {entry.power, rest, n >> 7};
}

inline double times_power_of_two(double x, std::int64_t exponent) {
    return std::bit_cast<double>(std::bit_cast<std::int64_t>(x) + (exponent << 52));
}

// Where scale, or its product with rest, would leave the normal numbers, or x is not finite.
double exp_extreme(double x, double low) {
    if (x > 710.0) return kInfinity;
    if (x < -746.0) return 0.0;
    if (x != x) return x;
    const ExpParts parts = exp_parts(x, low);
    const double result = parts.scale + parts.scale * parts.rest;
    const std::int64_t half = parts.exponent / 2;
    return times_power_of_two(result, half) * times_power_of_two(1.0, parts.exponent - half);
}

inline double exp_sum(double x, double low) {
    if (!(x > -690.0 && x < 709.0)) return exp_extreme(x, low);
    const ExpParts parts = exp_parts(x, low);
    const double scale = times_power_of_two(parts.scale, parts.exponent);
    return scale + scale * parts.rest;
}

// --- log: x = 2^k z, z in [181/256, 181/128), F = z rounded to 1/128, r = (z - F) / F. ---

constexpr std::size_t kFirst = 91;
constexpr std::size_t kLast = 181;

struct LogEntry {
    double inverse;  // 1 / F
    double log_hi;   // log F, a multiple of 2^-42
    double log_lo;
};

constexpr DoubleDouble log_of_step(double i) {  // log((i + 1) / i) = 2 artanh(1 / (2 i + 1))
    const DoubleDouble s = DoubleDouble{1.0, 0.0} / (2.0 * i + 1.0);
    const DoubleDouble s2 = s * s;
    DoubleDouble power{2.0 * s.hi, 2.0 * s.lo};
    DoubleDouble sum = power;
    for (int odd = 3; odd <= 15; odd += 2) {
        power = power * s2;
        sum = sum + power / static_cast<double>(odd);
    }
    return sum;
}

constexpr std::array<LogEntry, kLast - kFirst + 1> make_log_table() {
    std::array<LogEntry, kLast - kFirst + 1> table{};
    const auto put = [&table](std::size_t i, DoubleDouble log) {
        const double hi = round_to(log.hi, 0x1p-42);
        table[i - kFirst] = {128.0 / static_cast<double>(i), hi, (log.hi - hi) + log.lo};
    };
    DoubleDouble up{0.0, 0.0};
    for (std::size_t i = 128; i <= kLast; ++i) {
        put(i, up);
        up = up + log_of_step(static_cast<double>(i));
    }
    DoubleDouble down{0.0, 0.0};
    for (std::size_t i = 127; i >= kFirst; --i) {
        down = down + -log_of_step(static_cast<double>(i));
        put(i, down);
    }
    return table;
}

constexpr auto kLogTable = make_log_table();

// A multiple of 2^-42 like log_hi, so that k * hi + log_hi is exact.
constexpr double kLn2Hi = round_to(kLn2.hi, 0x1p-42);
constexpr double kLn2Lo = (kLn2.hi - kLn2Hi) + kLn2.lo;

struct LogParts {
    double z_minus_f;  // exact
    double f;
    double k;
    const LogEntry* entry;
};

// Requires x positive, finite and normal.
inline LogParts log_parts(double x) {
    constexpr std::int64_t kLowest = std::bit_cast<std::int64_t>(181.0 / 256);
    const std::int64_t bits = std::bit_cast<std::int64_t>(x);
    const std::int64_t k = (bits - kLowest) >> 52;
    const double z = std::bit_cast<double>(bits - (k << 52));
    const auto i = static_cast<std::int64_t>(z * 128.0 + 0.5);
    const double f = static_cast<double>(i) * 0x1p-7;
    return {z - f, f, static_cast<double>(k), &kLogTable[static_cast<std::size_t>(i) - kFirst]};
}

// The logarithm of a normal positive x * 2^shift, plus a small correction.
inline double log_normal(double x, double shift, double correction) {
    const LogParts parts = log_parts(x);
    const double k = parts.k + shift;
    const double r = parts.z_minus_f * parts.entry->inverse;
    const double r2 = r * r;
    const double series =
        r2 * ((-0.5 + r * (1.0 / 3)) + r2 * ((-0.25 + r * 0.2) + r2 * (-1.0 / 6 + r * (1.0 / 7))));
    const double hi = k * kLn2Hi + parts.entry->log_hi;
    const double head = hi + r;
    const double lost = (hi - head) + r;
    return head + (lost + ((k * kLn2Lo + parts.entry->log_lo) + (correction + series)));
}

constexpr double kSmallestNormal = std::numeric_limits<double>::min();

double log_extreme(double x) {
    if (x == 0.0) return -kInfinity;
    if (!(x > 0.0)) return kNaN;
    if (x == kInfinity) return x;
    return log_normal(x * 0x1p54, -54.0, 0.0);
}

inline bool is_normal_positive(double x) {
    return x >= kSmallestNormal && x < kInfinity;
}

// The logarithm to about 2^-68 of itself. Requires x positive, finite and normal.
DoubleDouble log_long(double x, double shift) {
    const LogParts parts = log_parts(x);
    const double k = parts.k + shift;
    // r = high + low, where f * high is formed exactly because f has 8 bits.
    const double high = parts.z_minus_f * parts.entry->inverse;
    const DoubleDouble halves = split(high);
    const double low =
        ((parts.z_minus_f - halves.hi * parts.f) - halves.lo * parts.f) * parts.entry->inverse;
    const DoubleDouble square = two_product(high, high);
    const double cubic =
        square.hi * high *
        (1.0 / 3 +
         high * (-0.25 +
                 high * (0.2 + high * (-1.0 / 6 +
                                       high * (1.0 / 7 + high * (-0.125 + high * (1.0 / 9)))))));
    const DoubleDouble a = two_sum(k * kLn2Hi + parts.entry->log_hi, high);
    const DoubleDouble b = two_sum(a.hi, -0.5 * square.hi);
    const double rest =
        a.lo + b.lo +
        (k * kLn2Lo + parts.entry->log_lo + (low - high * low) - 0.5 * square.lo + cubic);
    return two_sum(b.hi, rest);
}

}  // namespace

double exp(double x) {
    return exp_sum(x, 0.0);
}

double expm1(double x) {
    if (!(x > -690.0 && x < 709.0)) return exp_extreme(x, 0.0) - 1.0;
    const ExpParts parts = exp_parts(x, 0.0);
    const double scale = times_power_of_two(parts.scale, parts.exponent);
    return (scale - 1.0) + scale * parts.rest;
}

double log(double x) {
    if (!is_normal_positive(x)) return log_extreme(x);
    return log_normal(x, 0.0, 0.0);
}

double log1p(double x) {
    const double sum = 1.0 + x;
    if (!is_normal_positive(sum)) return log_extreme(sum);
    // What rounding 1 + x lost, from the larger of the two outwards.
    const double lost = x < 1.0 ? x - (sum - 1.0) : 1.0 - (sum - x);
    return log_normal(sum, 0.0, lost / sum);
}

double log1p_excess(double x) {
    if (!(x > -0.25 && x < 0.25)) return log1p(x) - x;
    // 2 artanh(s) - x with s = x / (2 + x), where 2 s - x = -s x.
    const double s = x / (2.0 + x);
    const double w = s * s;
    const double w2 = w * w;
    const double series = (2.0 / 3 + w * (2.0 / 5)) + w2 * (2.0 / 7 + w * (2.0 / 9)) +
                          (w2 * w2) * ((2.0 / 11 + w * (2.0 / 13)) +
                                       w2 * ((2.0 / 15 + w * (2.0 / 17)) + w2 * (2.0 / 19)));
    return s * (w * series - x);
}

double pow(double x, double y) {
    if (y == 0.0 || x == 1.0) return 1.0;
    DoubleDouble log_x;
    if (is_normal_positive(x)) {
        log_x = log_long(x, 0.0);
    } else if (x > 0.0 && x < kSmallestNormal) {
        log_x = log_long(x * 0x1p54, -54.0);
    } else {
        return exp(y * log_extreme(x));
    }
    const double rough = y * log_x.hi;
    if (!(rough > -750.0 && rough < 750.0)) return exp(rough);
    if (rough > -0x1p-60 && rough < 0x1p-60) return 1.0 + rough;  // y may be too small to split
    const DoubleDouble product = two_product(y, log_x.hi);
    return exp_sum(product.hi, product.lo + y * log_x.lo);
}

}  // namespace sim::math
