// The files of a run directory, as texts. Numbers are printed in shortest round-trip form.
#pragma once

#include <string>

#include "tools/run/inputs.hpp"
#include "tools/run/results.hpp"
#include "tools/run/thresholds.hpp"

namespace tools {

// What a run was, apart from its results.
struct RunContext {
    Inputs inputs;
    std::string status = "complete";
    std::string reason;  // of a status other than complete
    int threads = 1;
    double wall_s = 0;
    std::size_t peak_rss_bytes = 0;
    std::string started;  // ISO 8601, UTC
    std::vector<ThresholdResult> thresholds;
};

std::string summary_json(const Results& r, const RunContext& p);
std::string manifest_json(const Results& r, const RunContext& p);
std::string milestones_csv(const Results& r);
std::string funnel_csv(const Results& r);
std::string metrics_csv(double k);  // of the columns at a scale of 1/k
std::string platform_csv(const Results& r);
std::string preorders_csv(const Results& r);
std::string logistics_csv(const Results& r);
std::string logistics_by_province_csv(const Results& r);
// Traced orders: a row a stage, by check-out and time; columns as in docs/getting-started.md.
std::string trace_csv(const Results& r);

// "double11-2019" is data; a comma or quote in it would break a table.
std::string csv_field(const std::string& text);

}  // namespace tools
