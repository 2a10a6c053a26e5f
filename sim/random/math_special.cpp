#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "sim/random/math.hpp"

namespace sim::math {
namespace {

constexpr double kHalfLog2Pi = 0.91893853320467274178;
constexpr double kInverseSqrt2Pi = 0.39894228040143267794;

// c[0] + c[1] x + ...
template <std::size_t N>
double polynomial(const std::array<double, N>& c, double x) {
    double sum = c[N - 1];
    for (std::size_t i = N - 1; i-- > 0;) sum = sum * x + c[i];
    return sum;
}

// exp(-x^2 / 2): x is cut to a multiple of 1/16 whose square is exact.
double gaussian(double x) {
    const double head = static_cast<double>(static_cast<int>(x * 16.0)) / 16.0;
    return exp(-0.5 * head * head) * exp(-0.5 * (x - head) * (x + head));
}

// Cody's three ranges of the normal law: the centre, up to sqrt(32), and beyond.
constexpr std::array kCentreTop{18154.981253343561249, 1067.6894854603709582, 161.02823106855587881,
                                2.2352520354606839287, .065682337918207449113};
constexpr std::array kCentreBottom{45507.789335026729956, 10260.932208618978205,
                                   976.09855173777669322, 47.20258190468824187, 1.0};
constexpr std::array kMiddleTop{
    9842.7148383839780218, 11602.651437647350124, 6848.1904505362823326,
    2494.5375852903726711, 597.27027639480026226, 93.506656132177855979,
    8.8831497943883759412, .39894151208813466764, 1.0765576773720192317e-8};
constexpr std::array kMiddleBottom{
    19685.429676859990727, 38912.003286093271411, 34900.952721145977266,
    18615.571640885098091, 6485.558298266760755,  1519.377599407554805,
    235.38790178262499861, 22.266688044328115691, 1.0};
constexpr std::array kFarTop{2.9112874951168792e-5, .001421619193227893466, .022235277870649807,
                             .1274011611602473639,  .21589853405795699,     .02307344176494017303};
constexpr std::array kFarBottom{7.29751555083966205e-5, .00378239633202758244, .0659881378689285515,
                                .468238212480865118,    1.28426009614491121,   1.0};

// P(Z > y) for y > 0.67.
double upper_tail(double y) {
    if (y > 39.0) return 0.0;
    if (y < 5.656854249492380581) {
        return gaussian(y) * (polynomial(kMiddleTop, y) / polynomial(kMiddleBottom, y));
    }
    const double w = 1.0 / (y * y);
    const double series = w * (polynomial(kFarTop, w) / polynomial(kFarBottom, w));
    return gaussian(y) * ((kInverseSqrt2Pi - series) / y);
}

// Wichura's three ranges: |p - 1/2| <= 0.425, then sqrt(-log p) up to 5, and beyond.
constexpr std::array kInnerTop{3.3871328727963666080e0,  1.3314166789178437745e+2,
                               1.9715909503065514427e+3, 1.3731693765509461125e+4,
                               4.5921953931549871457e+4, 6.7265770927008700853e+4,
                               3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr std::array kInnerBottom{1.0,
                                  4.2313330701600911252e+1,
                                  6.8718700749205790830e+2,
                                  5.3941960214247511077e+3,
                                  2.1213794301586595867e+4,
                                  3.9307895800092710610e+4,
                                  2.8729085735721942674e+4,
                                  5.2264952788528545610e+3};
constexpr std::array kOuterTop{1.42343711074968357734e0,  4.63033784615654529590e0,
                               5.76949722146069140550e0,  3.64784832476320460504e0,
                               1.27045825245236838258e0,  2.41780725177450611770e-1,
                               2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr std::array kOuterBottom{1.0,
                                  2.05319162663775882187e0,
                                  1.67638483018380384940e0,
                                  6.89767334985100004550e-1,
                                  1.48103976427480074590e-1,
                                  1.51986665636164571966e-2,
                                  5.47593808499534494600e-4,
                                  1.05075007164441684324e-9};
constexpr std::array kTailTop{6.65790464350110377720e0,  5.46378491116411436990e0,
                              1.78482653991729133580e0,  2.96560571828504891230e-1,
                              2.65321895265761230930e-2, 1.24266094738807843860e-3,
                              2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr std::array kTailBottom{1.0,
                                 5.99832206555887937690e-1,
                                 1.36929880922735805310e-1,
                                 1.48753612908506148525e-2,
                                 7.86869131145613259100e-4,
                                 1.84631831751005468180e-5,
                                 1.42151175831644588870e-7,
                                 2.04426310338993978564e-15};

// log k! less Stirling's formula for k = 1 to 15, where its series is not accurate enough.
constexpr std::array kStirlingErrors{
    0.08106146679532725822, 0.04134069595540929409, 0.02767792568499833915, 0.02079067210376509311,
    0.01664469118982119216, 0.01387612882307074800, 0.01189670994589177010, 0.01041126526197209650,
    0.00925546218271273292, 0.00833056343336287126, 0.00757367548795184079, 0.00694284010720952987,
    0.00640899418800420707, 0.00595137011275884774, 0.00555473355196280137};
constexpr double kStirlingFrom = 16.0;

// Stirling's series for x >= 16; the first term left out is 691 / (360360 x^11).
double stirling_series(double x) {
    const double w = 1.0 / (x * x);
    return (1.0 / 12 + w * (-1.0 / 360 + w * (1.0 / 1260 + w * (-1.0 / 1680 + w * (1.0 / 1188))))) /
           x;
}

}  // namespace

double normal_cdf(double x) {
    const double y = x < 0.0 ? -x : x;
    if (y <= 0.67448975) {
        const double w = x * x;
        return 0.5 + x * (polynomial(kCentreTop, w) / polynomial(kCentreBottom, w));
    }
    if (x < 0.0) return upper_tail(y);
    return x > 0.0 ? 1.0 - upper_tail(y) : x;
}

double normal_quantile(double p) {
    const double q = p - 0.5;
    if (q >= -0.425 && q <= 0.425) {
        const double w = 0.180625 - q * q;
        return q * (polynomial(kInnerTop, w) / polynomial(kInnerBottom, w));
    }
    const double tail = q < 0.0 ? p : 1.0 - p;
    if (tail == 0.0) return q < 0.0 ? -kInfinity : kInfinity;
    const double depth = std::sqrt(-log(tail));
    const double size =
        depth <= 5.0 ? polynomial(kOuterTop, depth - 1.6) / polynomial(kOuterBottom, depth - 1.6)
                     : polynomial(kTailTop, depth - 5.0) / polynomial(kTailBottom, depth - 5.0);
    return q < 0.0 ? -size : size;
}

double lgamma(double x) {
    if (!(x > 0.0)) return x == 0.0 ? kInfinity : std::numeric_limits<double>::quiet_NaN();
    if (x == kInfinity) return x;
    double product = 1.0;  // gamma(x + n) / gamma(x)
    for (; x < kStirlingFrom; x += 1.0) product *= x;
    return ((x - 0.5) * log(x) - x) + (kHalfLog2Pi + stirling_series(x) - log(product));
}

double stirling_error(double k) {
    if (k < kStirlingFrom) return kStirlingErrors[static_cast<std::size_t>(k) - 1];
    return stirling_series(k);
}

}  // namespace sim::math
