// Philox on many successive counters at once, with the vector registers that a CPU has. All ways
// compute in integers and give the same words; what differs is the time.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sim::detail {

// Each writes the two words of philox(entity, position + i, key) to out[2 i] and out[2 i + 1], for
// i < kBlocksAtOnce.
inline constexpr std::size_t kBlocksAtOnce = 8;
using PhiloxBlocks = void(std::uint64_t entity, std::uint64_t position, std::uint64_t key,
                          std::uint64_t* out);

PhiloxBlocks philox_by_128_bits;  // on any CPU; fast where there is SSE2, which x86-64 always has
PhiloxBlocks philox_by_256_bits;  // requires has_256_bits()

// Whether this CPU has AVX2.
bool has_256_bits();

}  // namespace sim::detail
