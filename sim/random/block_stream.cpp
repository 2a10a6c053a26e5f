#include "sim/random/block_stream.hpp"

#include <boost/random/exponential_distribution.hpp>

#include "sim/random/philox_blocks.hpp"
#include "sim/random/real.hpp"

namespace sim {
namespace {

detail::PhiloxBlocks* const philox_blocks =
    detail::has_256_bits() ? detail::philox_by_256_bits : detail::philox_by_128_bits;

}  // namespace

void BlockStream::refill() {
    constexpr std::size_t kAtOnce = detail::kBlocksAtOnce;
    static_assert(kWords % (2 * kAtOnce) == 0);
    for (std::size_t at = 0; at < kWords; at += 2 * kAtOnce, position_ += kAtOnce) {
        philox_blocks(entity_, position_, key_, &words_[at]);
    }
    at_ = 0;
}

void BlockStream::exponentials(std::span<double> out) {
    boost::random::exponential_distribution<Real> draw;
    for (double& x : out) x = static_cast<double>(draw(*this));
}

}  // namespace sim
