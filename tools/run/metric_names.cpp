#include "tools/run/metric_names.hpp"

#include <fmt/format.h>
#include <vector>

#include "models/scenario/suggest.hpp"

#include "tools/base/errors.hpp"

namespace tools {

std::optional<models::Complaint> metric_complaint(const Metric& metric, double scale) {
    if (!metric.value) return models::Complaint{fmt::format("{}: {}", metric.name, metric.meaning)};
    if (safe_at(metric.smallest, 1 / scale)) return {};
    return models::Complaint{
        fmt::format("{} means nothing at a scale of 1/{:.0f}; only from 1/{} on", metric.name,
                    1 / scale, static_cast<std::int64_t>(metric.smallest))};
}

std::optional<models::Complaint> metric_complaint(std::string_view name, double scale) {
    if (const Metric* metric = find_metric(name)) return metric_complaint(*metric, scale);
    std::vector<std::string> names;
    for (const Metric& m : metrics()) names.emplace_back(m.name);
    return models::Complaint{fmt::format("no metric is called '{}'", name),
                             models::nearest_or_longer(name, names)};
}

const Metric& require_metric(std::string_view name, double scale, const std::string& where) {
    if (const auto complaint = metric_complaint(name, scale)) {
        const std::string hint =
            complaint->suggestion.empty() ? "" : "; did you mean " + complaint->suggestion + "?";
        throw InputError(where + ": " + complaint->message + hint);
    }
    return *find_metric(name);
}

}  // namespace tools
