#include "sim/stats/tally.hpp"

#include <boost/multiprecision/cpp_int.hpp>

namespace sim {

double Tally::variance() const {
    assert(count_ > 1);
    // n * (sum of squares) - (sum)^2 cancels when the mean is far from zero; in integers of 256
    // bits nothing is lost.
    using Wide = boost::multiprecision::int256_t;
    Wide squares = squares_high_;
    squares <<= 128;
    squares += squares_low_;
    const Wide sum = sum_;
    const Wide n = count_;
    const Wide numerator = n * squares - sum * sum;
    const Wide denominator = n * (n - 1);
    return numerator.convert_to<double>() / denominator.convert_to<double>();
}

}  // namespace sim
