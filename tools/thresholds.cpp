#include "tools/thresholds.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tools/text.hpp"

namespace tools {

std::optional<double> ThresholdResult::judged() const {
    if (!measured) return {};
    const auto bound = threshold.is_upper() ? measured->high : measured->low;
    return threshold.on == models::Threshold::On::bound && bound ? bound : measured->value;
}

bool ThresholdResult::passed() const {
    const auto x = judged();
    return x && (threshold.is_upper() ? *x < threshold.below : *x > threshold.above);
}

std::string ThresholdResult::text() const {
    const std::string limit =
        fmt::format("{} {}", threshold.is_upper() ? "below" : "above", threshold.limit());
    const auto x = judged();
    if (!x) return fmt::format("{}: has no value to be {}", threshold.metric, limit);
    const bool is_bound = *x != measured->value;
    return fmt::format("{}: {}{} is {}{}", threshold.metric,
                       is_bound ? (threshold.is_upper() ? "upper bound " : "lower bound ") : "", *x,
                       passed() ? "" : "not ", limit);
}

std::vector<ThresholdResult> judge_thresholds(
    const std::vector<models::Threshold>& thresholds,
    const std::function<std::optional<Measured>(const std::string& metric)>& measure) {
    std::vector<ThresholdResult> results;
    for (const models::Threshold& t : thresholds) results.push_back({t, measure(t.metric)});
    return results;
}

bool any_missed(const std::vector<ThresholdResult>& results) {
    return std::any_of(results.begin(), results.end(),
                       [](const ThresholdResult& r) { return !r.passed(); });
}

nlohmann::ordered_json thresholds_json(const std::vector<ThresholdResult>& results) {
    using Json = nlohmann::ordered_json;
    Json list = Json::array();
    for (const ThresholdResult& t : results) {
        const auto value = t.judged();
        list.push_back({{"metric", t.threshold.metric},
                        {"limit", t.threshold.limit()},
                        {"side", t.threshold.is_upper() ? "below" : "above"},
                        {"value", value ? Json(*value) : Json(nullptr)},
                        {"passed", t.passed()},
                        {"reason", t.text()}});
    }
    return list;
}

std::string thresholds_screen(const std::vector<ThresholdResult>& results) {
    if (results.empty()) return "";
    std::string out = "\nthresholds\n";
    for (const ThresholdResult& r : results) {
        const std::string limit = fmt::format("{} {}", r.threshold.is_upper() ? "below" : "above",
                                              short_value(r.threshold.limit()));
        fmt::format_to(std::back_inserter(out), "  {:<6} {:<32} {:>15}: {:>9}\n",
                       r.passed() ? "ok" : "missed", short_name(r.threshold.metric, 32), limit,
                       short_value(r.judged()));
    }
    return out;
}

}  // namespace tools
