#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

#include "tools/base/json.hpp"
#include "tools/base/text.hpp"
#include "tools/judge/compare.hpp"
#include "tools/run/screen.hpp"
#include "tools/run/tables.hpp"

namespace tools {
namespace {

std::string unsigned_percent(double x) {
    const std::string text = short_percent(x);
    return text.starts_with('+') ? text.substr(1) : text;
}

// A name that is too long is abbreviated; units are known by `explain`.
std::string row(const MetricComparison& m) {
    std::string half_width, verdict;
    if (m.test) {
        const double half = m.test->interval.half_width();
        half_width =
            m.base_mean == 0 ? short_number(half) : unsigned_percent(half / std::abs(m.base_mean));
        verdict = name_of(*m.verdict);
    }
    return fmt::format("  {:<31}{:>9}{:>9}{:>9}{}\n", short_name(std::string(m.metric->name), 31),
                       short_number(m.base_mean), short_number(m.changed_mean),
                       m.relative() ? short_percent(m.relative()) : "from 0",
                       m.test ? fmt::format("{:>8} {:>11}", half_width, verdict) : "");
}

// By how much pairs need fewer replications than independent runs would, metric by metric.
std::string reductions(const RunComparison& c, double level) {
    std::string rows;
    std::vector<std::string> losers;
    for (const MetricComparison& m : c.metrics) {
        if (!m.test || !m.test->variance_reduction) continue;
        const sim::VarianceReduction& r = *m.test->variance_reduction;
        fmt::format_to(
            std::back_inserter(rows), "  {:<32}{:>9.3g}{:>22}{:>13}\n", m.metric->name, r.factor,
            r.interval ? fmt::format("{:.3g} to {:.3g}", r.interval->low, r.interval->high) : "-",
            r.correlation ? fmt::format("{:.3f}", *r.correlation) : "-");
        if (r.factor < 1) losers.emplace_back(m.metric->name);
    }
    if (rows.empty()) return rows;
    std::string out = fmt::format(
        "\nhow many times smaller pairs make the variance of the difference\n"
        "  {:<32}{:>9}{:>22}{:>13}\n",
        "metric", "factor", fmt::format("{:.6g} % interval", 100 * level), "correlation");
    out += rows;
    if (losers.empty()) return out;
    return out +
           wrapped_list("  below 1, where pairs know less than independent runs would:", losers);
}

// What is known of it, in place of a comparison.
std::string partly_known(const RunComparison& c) {
    std::string out;
    for (const RunComparison::PartlyKnown& p : c.partly) {
        const auto cell = [](const std::optional<double>& mean, std::size_t known,
                             std::size_t all) {
            return mean ? short_number(*mean) : fmt::format("{} of {}", known, all);
        };
        fmt::format_to(std::back_inserter(out), "  {:<31}{:>9}{:>9}\n",
                       short_name(std::string(p.metric->name), 31),
                       cell(p.base_mean, p.base_known, c.base_size),
                       cell(p.changed_mean, p.changed_known, c.changed_size));
    }
    if (out.empty()) return out;
    return "\n  not known in every replication (in so many), so not compared:\n" + out;
}

// Of replications that share a draw of the inputs the mean counts, once.
std::string samples_of(const RunComparison& c) {
    const bool plain = c.base_draws == c.base_size && c.changed_draws == c.changed_size;
    if (c.paired) {
        return fmt::format("{} pairs{} (common random numbers)", c.base_size,
                           plain ? "" : fmt::format(" in {} draws", c.base_draws));
    }
    return fmt::format(
        "{} against {} replications{}", c.base_size, c.changed_size,
        plain ? "" : fmt::format(" in {} and {} draws", c.base_draws, c.changed_draws));
}

Json json_of(const RunComparison& c) {
    Json j;
    j["paired"] = c.paired;
    j["replications"] = {c.base_size, c.changed_size};
    j["draws"] = {c.base_draws, c.changed_draws};
    j["made_by"] = {{"base", c.base_made_by}, {"new", c.changed_made_by}};
    j["parameters"] = Json::array();
    for (const ParameterChange& p : c.parameters) {
        j["parameters"].push_back({{"path", p.path}, {"base", p.base}, {"new", p.changed}});
    }
    j["metrics"] = Json::object();
    for (const MetricComparison& m : c.metrics) {
        Json one = {{"unit", m.metric->unit},
                    {"base", m.base_mean},
                    {"new", m.changed_mean},
                    {"difference", m.difference()},
                    {"relative", number(m.relative())},
                    {"interval", nullptr},
                    {"p", nullptr},
                    {"adjusted_p", nullptr},
                    {"equivalence_p", number(m.equivalence_p)},
                    {"adjusted_equivalence_p", number(m.adjusted_equivalence_p)},
                    {"verdict", nullptr},
                    {"variance_reduction", nullptr},
                    {"variance_reduction_interval", nullptr},
                    {"correlation", nullptr}};
        if (m.test) {
            one["interval"] = {m.test->interval.low, m.test->interval.high};
            one["p"] = m.test->p;
            one["adjusted_p"] = m.adjusted_p;
            one["verdict"] = name_of(*m.verdict);
            if (const auto& r = m.test->variance_reduction) {
                one["variance_reduction"] = r->factor;
                if (r->interval) {
                    one["variance_reduction_interval"] = {r->interval->low, r->interval->high};
                }
                one["correlation"] = number(r->correlation);
            }
        }
        j["metrics"][std::string(m.metric->name)] = one;
    }
    j["partly_known"] = Json::object();
    for (const RunComparison::PartlyKnown& p : c.partly) {
        j["partly_known"][std::string(p.metric->name)] = {
            {"base", number(p.base_mean)},
            {"new", number(p.changed_mean)},
            {"known", {p.base_known, p.changed_known}}};
    }
    j["missing"] = c.missing;
    return j;
}

}  // namespace

std::string compare_screen(const RunRecord& base, const RunRecord& changed, const RunComparison& c,
                           const CompareOptions& options) {
    std::string out = fmt::format("base {}\nnew  {}\n", base.path.string(), changed.path.string());
    if (c.base_made_by != c.changed_made_by) {
        out += wrapped_list("made by different programs:", {c.base_made_by, c.changed_made_by});
    }
    out += "\nwhat was changed\n";
    out += table_of(c.parameters);
    const bool tested = c.tested() > 0;
    if (c.base_size < 2 && c.changed_size < 2) {
        out += "\none run each: differences, but nothing tells them from chance\n";
    } else {
        out += '\n' + samples_of(c);
        out += tested ? fmt::format(", {:.6g} % intervals, Holm over {}\n", 100 * options.level,
                                    c.tested())
                      : "\n";
        if (!c.paired) {
            out += c.shared_seeds ? "no pairs, as they share seeds but not draws of the inputs: "
                                    "Welch's test\n"
                                  : "no pairs, as they share no seeds: Welch's test\n";
        }
    }
    const bool any = std::any_of(c.metrics.begin(), c.metrics.end(),
                                 [](const MetricComparison& m) { return !m.identical(); });
    if (any)
        out += fmt::format("  {:<31}{:>9}{:>9}{:>9}{}\n", "metric", "base", "new", "change",
                           tested ? "      +-     verdict" : "");
    std::vector<std::string> same;
    for (const MetricComparison& m : c.metrics) {
        if (m.identical()) {
            same.emplace_back(m.metric->name);
        } else {
            out += row(m);
        }
    }
    if (!same.empty()) out += '\n' + wrapped_list("  identical in both:", same);
    out += partly_known(c);
    if (!c.missing.empty()) out += '\n' + wrapped_list("  known in neither:", c.missing);
    return out + reductions(c, options.level);
}

std::string compare_json(const std::vector<std::pair<std::string, RunComparison>>& comparisons,
                         const std::string& base, const CompareOptions& options) {
    Json j;
    j["schema"] = 1;
    j["base"] = base;
    j["level"] = options.level;
    j["equivalent"] = number(options.equivalent);
    j["comparisons"] = Json::array();
    for (const auto& [name, c] : comparisons) {
        Json one = json_of(c);
        one["new"] = name;
        j["comparisons"].push_back(one);
    }
    return text_of(j);
}

// A metric that is not known in every replication has a row without a comparison.
std::string compare_csv(const std::vector<std::pair<std::string, RunComparison>>& comparisons,
                        const CompareOptions& options) {
    std::string out =
        "run,metric,unit,base,new,difference,relative,low,high,p,adjusted_p,verdict,"
        "variance_reduction,paired,base_n,new_n,level,equivalent,equivalence_p,"
        "adjusted_equivalence_p,reduction_low,reduction_high,correlation\n";
    const auto cell = [](const std::optional<double>& x) { return x ? fmt::format("{}", *x) : ""; };
    for (const auto& [name, comparison] : comparisons) {
        const RunComparison& c = comparison;
        const auto end_of_row = [&](std::size_t base_n, std::size_t new_n) {
            return fmt::format(",{},{},{},{},{}", c.paired, base_n, new_n, options.level,
                               cell(options.equivalent));
        };
        for (const RunComparison::PartlyKnown& p : c.partly) {
            out += fmt::format("{},{},{},{},{},,,,,,,,{},,,,,\n", csv_field(name), p.metric->name,
                               p.metric->unit, cell(p.base_mean), cell(p.changed_mean),
                               end_of_row(p.base_known, p.changed_known));
        }
        for (const MetricComparison& m : c.metrics) {
            fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{},{}", csv_field(name),
                           m.metric->name, m.metric->unit, m.base_mean, m.changed_mean,
                           m.difference(), cell(m.relative()));
            std::optional<sim::VarianceReduction> reduction;
            if (m.test) {
                reduction = m.test->variance_reduction;
                fmt::format_to(std::back_inserter(out), ",{},{},{},{},{},{}", m.test->interval.low,
                               m.test->interval.high, m.test->p, m.adjusted_p, name_of(*m.verdict),
                               reduction ? fmt::format("{}", reduction->factor) : "");
            } else {
                out += ",,,,,,";
            }
            out += end_of_row(c.base_size, c.changed_size);
            std::optional<double> low, high;
            if (reduction && reduction->interval) {
                low = reduction->interval->low;
                high = reduction->interval->high;
            }
            out += fmt::format(",{},{},{},{},{}\n", cell(m.equivalence_p),
                               cell(m.adjusted_equivalence_p), cell(low), cell(high),
                               cell(reduction ? reduction->correlation : std::nullopt));
        }
    }
    return out;
}

}  // namespace tools
