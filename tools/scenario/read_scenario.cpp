#include "tools/scenario/read_scenario.hpp"

#include <fmt/format.h>
#include <utility>

#include "tools/base/errors.hpp"
#include "tools/run/metric_names.hpp"
#include "tools/run/record.hpp"

namespace tools {
namespace {

void check_metric(const std::string& metric, const std::string& field,
                  const models::Scenario& scenario, models::Checker& checker) {
    const auto check = [&](double scale, models::Checker::Fields rests_on) {
        auto complaint = metric_complaint(metric, scale);
        if (!complaint) return true;
        if (!complaint->suggestion.empty()) {
            complaint->message += fmt::format("; did you mean {}?", complaint->suggestion);
        }
        checker.fail(field, std::move(complaint->message), rests_on);
        return false;
    };
    // Whether there is such a metric does not depend on the scale.
    if (check(1, {field})) check(1 / static_cast<double>(scenario.scale), {field, "scale"});
}

// The models do not know the metrics.
void check_names(const models::Scenario& s, models::Checker& checker) {
    for (std::size_t i = 0; i < s.thresholds.size(); ++i) {
        check_metric(s.thresholds[i].metric, fmt::format("thresholds.{}.metric", i), s, checker);
    }
    for (std::size_t i = 0; i < s.precision.metrics.size(); ++i) {
        check_metric(s.precision.metrics[i], fmt::format("precision.metrics.{}", i), s, checker);
    }
    if (!s.record.empty()) {
        try {
            read_record(s.record);
        } catch (const UserError& error) {
            checker.fail("record", fmt::format("is no record: {}", error.what()), {"record"});
        }
    }
    // Who asks for precision and gets one run believes that he is guarded.
    checker.require(!checker.stated("precision") || checker.stated("precision.metrics"),
                    "precision.metrics",
                    "missing; without metrics there is nothing to be precise about", {"precision"});
}

}  // namespace

ScenarioReading read_scenario(const std::string& file, const std::vector<std::string>& overrides) {
    ScenarioReading reading = models::read_scenario<models::Scenario>(file, overrides, check_names);
    reading.scenario.sources = reading.sources;
    return reading;
}

}  // namespace tools
