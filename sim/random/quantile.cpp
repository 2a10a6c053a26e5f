#include "sim/random/quantile.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/random/math.hpp"

namespace sim {
namespace {

using math::exp;
using math::log1p_excess;
using math::stirling_error;

struct Node {
    double x;
    double weight;
};

// Gauss-Legendre with 24 nodes on [0, 1]: roots of the Legendre polynomial by Newton's method in 45
// digits.
constexpr std::array<Node, 24> kNodes{{
    {0.0024063900014893199, 0.0061706148999935998}, {0.0126357220143452509, 0.0142656943144668316},
    {0.0308627239986336207, 0.0221387194087099031}, {0.0567922364977994829, 0.0296492924577183904},
    {0.0899990070130485390, 0.0366732407055401529}, {0.1299379042107228179, 0.0430950807659766380},
    {0.1759531740315122154, 0.0488093260520569441}, {0.2272892643055802322, 0.0537221350579828174},
    {0.2831032461869774308, 0.0577528340268628007}, {0.3424786601519183128, 0.0608352364639016956},
    {0.4044405662631918454, 0.0629187281734141481}, {0.4679715535686971870, 0.0639690976733760785},
    {0.5320284464313028130, 0.0639690976733760785}, {0.5955594337368081546, 0.0629187281734141481},
    {0.6575213398480816872, 0.0608352364639016956}, {0.7168967538130225692, 0.0577528340268628007},
    {0.7727107356944197678, 0.0537221350579828174}, {0.8240468259684877846, 0.0488093260520569441},
    {0.8700620957892771821, 0.0430950807659766380}, {0.9100009929869514610, 0.0366732407055401529},
    {0.9432077635022005171, 0.0296492924577183904}, {0.9691372760013663793, 0.0221387194087099031},
    {0.9873642779856547491, 0.0142656943144668316}, {0.9975936099985106801, 0.0061706148999935998},
}};

// exp(-slope t + rise L(up t) + fall L(-down t)) on [0, limit), L(x) = log(1 + x) - x: a tail of a
// Poisson or binomial law over its probability at the edge, written as an integral. Concave in the
// exponent, 1 at t = 0 and negligible beyond a few times sqrt(variance).
struct Tail {
    double slope;
    double rise, up;
    double fall, down;
    double limit;

    double exponent(double t) const {
        double sum = -slope * t;
        if (rise > 0.0) sum += rise * log1p_excess(up * t);
        if (fall > 0.0) sum += fall * log1p_excess(-down * t);
        return sum;
    }

    double integral() const {
        constexpr double kNegligible = 35.0;  // exp(-35) is about the last bit of 1
        const double curvature = rise * up * up + fall * down * down;
        double end =
            2.0 * kNegligible / (slope + std::sqrt(slope * slope + 2.0 * kNegligible * curvature));
        while (end < limit && exponent(end) > -kNegligible) end *= 1.1;
        end = std::min(end, limit);
        double sum = 0.0;
        for (const Node& node : kNodes) sum += node.weight * exp(exponent(end * node.x));
        return end * sum;
    }
};

constexpr double kTwoPi = 6.28318530717958647693;

struct Poisson {
    double mean;

    double pmf(double k) const {
        if (k == 0.0) return exp(-mean);
        return exp(k * log1p_excess((mean - k) / k) - stirling_error(k)) / std::sqrt(kTwoPi * k);
    }
    double next_over_this(double k) const { return mean / (k + 1.0); }

    // P(X <= k) and P(X > k) over P(X = k).
    double lower(double k) const {
        return Tail{(mean - k) / mean, k, 1.0 / mean, 0.0, 0.0, HUGE_VAL}.integral();
    }
    double upper(double k) const {
        return Tail{(k - mean) / mean, 0.0, 0.0, k, 1.0 / mean, mean}.integral();
    }
};

struct Binomial {
    double n;
    double p;
    double q;

    double pmf(double k) const {
        const double rest = n - k;
        if (k == 0.0) return exp(n * math::log1p(-p));
        if (rest == 0.0) return exp(n * math::log1p(-q));
        const double deviation = n * p - k;
        const double exponent =
            k * log1p_excess(deviation / k) + rest * log1p_excess(-deviation / rest);
        const double correction = stirling_error(n) - stirling_error(k) - stirling_error(rest);
        return exp(exponent + correction) * std::sqrt(n / (kTwoPi * k * rest));
    }
    double next_over_this(double k) const { return (n - k) * p / ((k + 1.0) * q); }

    // P(X <= k), k < n, and P(X > k) over P(X = k); the second is the first of n - X at n - k - 1.
    double lower(double k) const {
        const double rest = n - k;
        return Tail{(n * p - k - p) / (p * rest), k, q / (p * rest), rest - 1.0, 1.0 / rest, rest}
            .integral();
    }
    double upper(double k) const {
        if (k == n) return 0.0;
        return Binomial{n, q, p}.lower(n - k - 1.0) * next_over_this(k);
    }
};

// The smallest k with F(k) >= u, from a start nearby. Each side of the mean is compared in its own
// tail, which keeps the relative error of small tails.
template <class Law>
double walk(const Law& law, double mean, double k, double u) {
    double mass = law.pmf(k);
    if (k < mean) {
        double below = mass * law.lower(k);
        while (below < u) {
            mass *= law.next_over_this(k++);
            below += mass;
        }
        while (k > 0.0 && below - mass >= u) {
            below -= mass;
            mass /= law.next_over_this(--k);
        }
    } else {
        const double v = 1.0 - u;
        double above = mass * law.upper(k);
        while (above > v) {
            mass *= law.next_over_this(k++);
            above -= mass;
        }
        while (k > 0.0 && above + mass <= v) {
            above += mass;
            mass /= law.next_over_this(--k);
        }
    }
    return k;
}

struct Moments {
    double mean;
    double variance;
    double skew;  // third and fourth cumulants over the variance: 1 and 1 for Poisson
    double kurtosis;
};

// Inversion for distributions that are wide on both sides. The Cornish-Fisher expansion to third
// order, with Sheppard's correction, gives a number whose whole part is the quantile unless it lies
// within its own error of a whole number; only then is the distribution function evaluated. The
// error found at the steps of thirty Poisson and binomial laws of variance 11 to 10^6 and |z| < 6
// is at most 0.0202 (1 + z^4) / variance; `doubt` is twice that and the rounding.
template <class Law>
double invert(const Law& law, const Moments& m, double last, double u) {
    u = std::max(u, 0x1p-54);  // 0 stands for the draws below the spacing of uniform numbers
    const double z = math::normal_quantile(u);
    const double w = z * z;
    const double sigma = std::sqrt(m.variance);
    const double third =
        m.kurtosis * (w - 3.0) / 24.0 - m.skew * m.skew * (2.0 * w - 5.0) / 36.0 - 1.0 / 24.0;
    const double x = m.mean + sigma * z + m.skew * (w - 1.0) / 6.0 + 0.5 + third * z / sigma;
    const double k = std::clamp(std::floor(x), 0.0, last);
    const double doubt = 0.04 * (1.0 + w * w) / m.variance + 0x1p-50 * m.mean;
    if (w < 25.0 && x - k > doubt && x - k < 1.0 - doubt) return k;
    return walk(law, m.mean, k, u);
}

// Below this mean (or mean distance from the far end) the expansion is rough and a sum is short.
constexpr double kSmallMean = 20.0;

// The smallest k with F(k) >= u (or > u, if `strict`), summed upwards from F(0).
template <class Law>
double sum_up(const Law& law, double mean, double u, bool strict) {
    double mass = law.pmf(0.0);
    double below = mass;
    double k = 0.0;
    while (below < u || (strict && below == u)) {
        mass *= law.next_over_this(k);
        const double more = below + mass;
        if (more == below && k > mean) break;  // u lies beyond what a double can resolve
        below = more;
        k += 1.0;
    }
    return k;
}

}  // namespace

std::int64_t poisson_quantile(double mean, double u) {
    const Poisson law{mean};
    if (mean < kSmallMean) return static_cast<std::int64_t>(sum_up(law, mean, u, false));
    return static_cast<std::int64_t>(invert(law, {mean, mean, 1.0, 1.0}, HUGE_VAL, u));
}

std::int64_t binomial_quantile(std::int64_t n, double p, double u) {
    const auto size = static_cast<double>(n);
    if (n == 0 || p <= 0.0) return 0;
    if (p >= 1.0) return n;
    const Binomial law{size, p, 1.0 - p};
    const double mean = size * p;
    if (mean < kSmallMean) {
        return std::min(n, static_cast<std::int64_t>(sum_up(law, mean, u, false)));
    }
    if (size * law.q < kSmallMean) {
        // n - X counts up from 0 with the complementary uniform.
        const double missing = sum_up(Binomial{size, law.q, p}, size * law.q, 1.0 - u, true);
        return n - std::min(n, static_cast<std::int64_t>(missing));
    }
    const Moments moments{mean, mean * law.q, law.q - p, 1.0 - 6.0 * p * law.q};
    return static_cast<std::int64_t>(invert(law, moments, size, u));
}

}  // namespace sim
