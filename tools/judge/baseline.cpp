#include "tools/judge/baseline.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <string_view>

#include "sim/experiment/intervals.hpp"

#include "models/scenario/units.hpp"

#include "tools/base/errors.hpp"
#include "tools/base/json.hpp"
#include "tools/judge/samples.hpp"
#include "tools/run/metric_names.hpp"

namespace tools {
namespace {

// Nothing where the run has no value for the metric.
std::optional<BaselineMetric> measure(const RunRecord& run, const std::string& name, double level) {
    const auto sample = sample_of(run, name);
    if (!sample || sample->empty()) return {};
    BaselineMetric m;
    m.name = name;
    m.value = sample->front();
    if (sample->size() < 2) return m;
    const sim::Moments moments(*sample);
    m.value = moments.mean();
    m.half_width = sim::mean_interval(moments, level).half_width();
    m.n = moments.count();
    m.sample = *sample;
    return m;
}

std::string metric_line(const BaselineMetric& m) {
    std::string out = m.half_width ? fmt::format("{}: {{mean: {}, half_width: {}, n: {}", m.name,
                                                 m.value, *m.half_width, m.n)
                                   : fmt::format("{}: {{value: {}", m.name, m.value);
    if (m.tolerance.size > 0) out += ", tolerance: " + m.tolerance.text();
    return out + "}";
}

// What YAML takes for no value at all.
bool is_null(const std::string& value) {
    return value == "null" || value == "Null" || value == "NULL";
}

// Plain where YAML reads that back as it is.
std::string quoted_where_needed(const std::string& value) {
    const auto harmless = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("+-./_% ").find(c) != std::string_view::npos;
    };
    // A colon is plain where no blank follows it, as in instants.
    const bool plain =
        !value.empty() && !is_null(value) && value.front() != ' ' && value.back() != ' ' &&
        value.front() != '-' && value.front() != '%' &&
        std::all_of(value.begin(), value.end(), [&](char c) { return harmless(c) || c == ':'; }) &&
        value.find(": ") == std::string::npos && value.back() != ':';
    return plain ? value : Json(value).dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool any_scored(const Baseline& b) {
    return std::any_of(b.metrics.begin(), b.metrics.end(),
                       [](const BaselineMetric& m) { return is_scored(m.name); });
}

}  // namespace

Parameters parameters_of(const RunRecord& run, bool with_record) {
    Parameters parameters = without_what_changes_nothing(parameters_of(run.scenario_text));
    if (with_record && !run.record.empty()) parameters.emplace_back("record", run.record);
    return parameters;
}

std::string Tolerance::text() const {
    return relative ? models::print_fraction(size) : fmt::format("{}", size);
}

std::optional<Tolerance> parse_tolerance(const std::string& text) {
    const auto fraction = models::parse_fraction(text);
    if (!fraction || fraction.value < 0) return {};
    return Tolerance{fraction.value, text.find('%') != std::string::npos};
}

std::string print_baseline(const Baseline& b) {
    std::string out =
        "# Written by `singlesday bless`; tolerances may be edited, and lines left out.\n"
        "# docs/ci.md says what `singlesday check` makes of it.\n";
    const auto to = std::back_inserter(out);
    fmt::format_to(to, "schema: 1\nscenario: {}\nscenario_hash: {}\nseed: {}\nscale: {}\n",
                   quoted_where_needed(b.scenario), b.scenario_hash, b.seed,
                   models::print_scale(b.scale));
    fmt::format_to(to, "digest: {}\n", b.digest);
    if (!b.made_by.empty()) fmt::format_to(to, "made_by: {}\n", quoted_where_needed(b.made_by));
    fmt::format_to(to, "exact: {}\n", b.exact);
    if (b.replicated()) fmt::format_to(to, "level: {}\n", b.level);
    if (b.replications > 0) fmt::format_to(to, "replications: {}\n", b.replications);
    out += "metrics:\n";
    for (const BaselineMetric& m : b.metrics) fmt::format_to(to, "  {}\n", metric_line(m));
    out += "columns:\n";
    for (const auto& [table, columns] : b.columns) {
        fmt::format_to(to, "  {}:\n", quoted_where_needed(table));
        for (const auto& [column, digest] : columns) {
            fmt::format_to(to, "    {}: {}\n", quoted_where_needed(column), digest);
        }
    }
    if (b.replicated()) out += "samples:\n";
    for (const BaselineMetric& m : b.metrics) {
        if (!m.sample.empty())
            fmt::format_to(to, "  {}: [{}]\n", m.name, fmt::join(m.sample, ", "));
    }
    if (!b.parameters.empty()) out += "parameters:\n";
    for (const auto& [path, value] : b.parameters) {
        fmt::format_to(to, "  {}: {}\n", path, quoted_where_needed(value));
    }
    return out;
}

Baseline baseline_of(const RunRecord& run, const std::optional<Baseline>& old,
                     const Tolerance& tolerance) {
    if (run.schema != 1) {
        throw InputError(fmt::format("{}: has schema {}, not 1", run.path.string(), run.schema));
    }
    require_two_draws(run);
    Baseline b;
    b.scenario = run.scenario;
    b.scenario_hash = run.scenario_hash;
    b.digest = run.digest;
    b.made_by = run.made_by;
    b.seed = run.seed;
    b.scale = std::llround(1 / run.scale);
    b.columns = run.columns;
    if (run.rows.size() > 1) b.replications = static_cast<std::int64_t>(run.rows.size());
    if (!old) {
        for (const Metric& metric : metrics()) {
            if (metric_complaint(metric, run.scale)) continue;
            auto m = measure(run, std::string(metric.name), b.level);
            if (!m) continue;
            m->tolerance = tolerance;
            b.metrics.push_back(*m);
        }
        b.exact = tolerance.size == 0 && !b.replicated();
        b.parameters = parameters_of(run, any_scored(b));
        return b;
    }
    b.exact = old->exact;
    b.level = old->level;
    for (const BaselineMetric& was : old->metrics) {
        auto m = measure(run, was.name, b.level);
        if (!m) {
            throw InputError(fmt::format("{}: has no value for {}, which the baseline has",
                                         run.path.string(), was.name));
        }
        m->tolerance = was.tolerance;
        b.metrics.push_back(*m);
    }
    b.parameters = parameters_of(run, any_scored(b));
    return b;
}

}  // namespace tools
