#include "tools/run/thresholds.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "tools/base/json.hpp"
#include "tools/base/text.hpp"
#include "tools/run/metrics.hpp"

namespace tools {

std::optional<double> ThresholdResult::judged() const {
    if (!measured) return {};
    if (!on_bound()) return measured->value;
    return threshold.is_upper() ? measured->high : measured->low;
}

bool ThresholdResult::on_bound() const {
    return measured && measured->replicated && threshold.on == models::Threshold::On::bound;
}

bool ThresholdResult::passed() const {
    const auto x = judged();
    return x && (threshold.is_upper() ? *x < threshold.below : *x > threshold.above);
}

std::string ThresholdResult::text() const {
    const std::string limit =
        fmt::format("{} {}", threshold.is_upper() ? "below" : "above", threshold.limit());
    const auto x = judged();
    if (!x && on_bound()) {
        // That of a mean, or of the median that stands for an instant.
        const Metric* metric = find_metric(threshold.metric);
        return fmt::format(
            "{}: has no interval whose bound could be {}; that {} independent replications, or "
            "draws of the uncertain inputs",
            threshold.metric, limit,
            metric != nullptr && metric->instant ? "of a median takes, at 95 %, six" : "takes two");
    }
    if (!x) return fmt::format("{}: has no value to be {}", threshold.metric, limit);
    const bool is_bound = on_bound();
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

Json thresholds_json(const std::vector<ThresholdResult>& results) {
    auto list = Json::array();
    for (const ThresholdResult& t : results) {
        list.push_back({{"metric", t.threshold.metric},
                        {"limit", t.threshold.limit()},
                        {"side", t.threshold.is_upper() ? "below" : "above"},
                        {"value", number(t.judged())},
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
        fmt::format_to(std::back_inserter(out), "  {:<6} {:<32} {:>15}: {:>9}{}\n",
                       r.passed() ? "ok" : "missed", short_name(r.threshold.metric, 32), limit,
                       short_value(r.judged()), r.on_bound() ? " bound" : "");
    }
    return out;
}

}  // namespace tools
