// The thresholds of a scenario, judged on what a run found.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "models/world/thresholds.hpp"

#include "tools/base/json.hpp"

namespace tools {

// What there is of a metric: its value or mean, and for replications the interval of that.
struct Measured {
    double value = 0;
    std::optional<double> low{}, high{};
    bool replicated = false;
};

struct ThresholdResult {
    models::Threshold threshold;
    std::optional<Measured> measured;  // nothing if the run did not get to a value

    // What is held against the limit; nothing of replications that give no interval, where the
    // bound is asked for.
    std::optional<double> judged() const;
    bool on_bound() const;
    // A metric without a value has missed.
    bool passed() const;
    // "orders_rejected: 1200 is not below 1000"
    std::string text() const;
};

std::vector<ThresholdResult> judge_thresholds(
    const std::vector<models::Threshold>& thresholds,
    const std::function<std::optional<Measured>(const std::string& metric)>& measure);

bool any_missed(const std::vector<ThresholdResult>& results);

// `thresholds` of summary.json.
Json thresholds_json(const std::vector<ThresholdResult>& results);

// A section of the screen; "" for none.
std::string thresholds_screen(const std::vector<ThresholdResult>& results);

}  // namespace tools
