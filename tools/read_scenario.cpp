#include "tools/read_scenario.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "tools/metric_names.hpp"

namespace tools {
namespace {

using models::Node;

const Node* find(const Node& root, std::string_view path) {
    const Node* node = &root;
    while (node && !path.empty()) {
        const std::string_view name = path.substr(0, path.find('.'));
        path.remove_prefix(std::min(name.size() + 1, path.size()));
        node = node->find(name);
    }
    return node;
}

// The metrics that a scenario names, each with the path where it does.
std::vector<std::pair<std::string, std::string>> named_metrics(const models::Scenario& s) {
    std::vector<std::pair<std::string, std::string>> named;
    for (std::size_t i = 0; i < s.thresholds.size(); ++i) {
        named.emplace_back(fmt::format("thresholds.{}.metric", i), s.thresholds[i].metric);
    }
    for (std::size_t i = 0; i < s.precision.metrics.size(); ++i) {
        named.emplace_back(fmt::format("precision.metrics.{}", i), s.precision.metrics[i]);
    }
    return named;
}

}  // namespace

ScenarioReading read_scenario(const std::string& file, const std::vector<std::string>& overrides) {
    ScenarioReading reading = models::read_scenario<models::Scenario>(file, overrides);
    reading.scenario.sources = reading.sources;
    if (!reading.ok()) return reading;
    const auto named = named_metrics(reading.scenario);
    // The models do not know the metrics, and the structs no longer know their places: the tree
    // does.
    models::IssueLog log;
    models::Layers layers = models::load_file(file, log);
    for (const std::string& text : overrides) models::apply_override(text, layers.root, log);
    for (const auto& [path, metric] : named) {
        const double scale = 1 / static_cast<double>(reading.scenario.scale);
        if (auto complaint = metric_complaint(metric, scale)) {
            const Node* node = find(layers.root, path);
            log.error(node ? node->place : layers.root.place, path, std::move(*complaint));
        }
    }
    // Who asks for precision and gets one run believes that he is guarded.
    const Node* precision = find(layers.root, "precision");
    if (precision && !precision->find("metrics")) {
        log.error(precision->place, "precision.metrics",
                  {"missing; without metrics there is nothing to be precise about", {}});
    }
    reading.errors = log.errors();
    return reading;
}

}  // namespace tools
