// Metrics as people name them: in baselines, thresholds and on the command line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "models/scenario/parsed.hpp"

#include "tools/run/metrics.hpp"

namespace tools {

// What is wrong with a metric that a run of this scale (0.01 for 1/100) would be judged by: there
// is none of the name, or it means nothing at that scale. Nothing if it is fine.
std::optional<models::Complaint> metric_complaint(std::string_view name, double scale);
std::optional<models::Complaint> metric_complaint(const Metric& metric, double scale);

// Throws InputError, beginning with `where`, if there is a complaint.
const Metric& require_metric(std::string_view name, double scale, const std::string& where);

}  // namespace tools
