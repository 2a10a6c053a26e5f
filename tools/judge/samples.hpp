// The independent values that replications give for a metric.
//
// Replications that share a draw of the uncertain inputs are not independent of each other: what
// counts is the mean of each such group. Where inputs are certain each group is one replication.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/judge/run_record.hpp"

namespace tools {

// In the order of rows; nothing if a row has no value: the rest would be a sample of the lucky.
std::optional<std::vector<double>> sample_of(const RunRecord& run, const std::string& metric);

// How many values there are in such a sample.
std::size_t draws_of(const RunRecord& run);

// How many of the first such values two runs of the same seed have in common, one of them this and
// the other with so many replications: a group that is cut off in one of them is another value.
std::size_t common_draws(const RunRecord& run, std::int64_t replications);

// Throws InputError if all replications share one draw of the uncertain inputs: nothing tells how
// far another draw would be, so nothing can be tested.
void require_two_draws(const RunRecord& run);

// Means of those values whose groups are equal, in order; equal ones stand together.
std::vector<double> group_means(const std::vector<double>& values,
                                const std::vector<std::int64_t>& groups);

}  // namespace tools
