// The metrics of a run that summary.json names: what they are, which way is good, how to get them.
//
// One list for the summary, `explain`, replications, comparisons and baselines. Names are only ever
// added.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/experiment/comparison.hpp"

#include "tools/run/results.hpp"

namespace tools {

// The smallest scale, as the k of 1/k, at which a value means what it does at full size: a run ten
// times larger differs by less than 15 % (docs/validation.md, "What the scale does"). Fluid-safe
// values mean it at any scale.
enum class Smallest : std::int64_t {
    tenth = 10,
    hundredth = 100,
    thousandth = 1000,
    ten_thousandth = 10'000,
    any = 0
};

constexpr bool safe_at(Smallest smallest, double k) {
    return smallest == Smallest::any || k <= static_cast<double>(smallest);
}

struct Metric {
    std::string_view name;
    std::string_view unit;
    sim::Good good;
    Smallest smallest;
    bool instant;      // an instant: replications report its median, not its mean
    bool of_headline;  // not known before the headline is over
    std::string_view meaning;
    std::optional<double> (*value)(const Results&);  // null: nothing simulates it yet
};

const std::vector<Metric>& metrics();

// Nothing if there is no such metric.
const Metric* find_metric(std::string_view name);

// Whether it depends on the published record, not on the run alone.
bool is_scored(std::string_view metric);

// Of the distances to the published milestones.
inline constexpr Smallest kSmallestOfErrors = Smallest::thousandth;

// The value, whether or not the headline is over, or nothing where it is unsafe at this scale.
std::optional<double> safe_value(const Metric& metric, const Results& results);

// The value, or nothing where it is not reached, not known yet or unsafe at this scale.
std::optional<double> value_of(const Metric& metric, const Results& results);

}  // namespace tools
