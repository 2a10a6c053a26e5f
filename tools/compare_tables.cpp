#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tools/compare.hpp"
#include "tools/screen.hpp"
#include "tools/tables.hpp"

namespace tools {
namespace {

using Json = nlohmann::ordered_json;

std::string percent(const std::optional<double>& x) {
    return x ? fmt::format("{:+.2f} %", 100 * *x) : "";
}

// "days_until_95_percent_delivered" is the longest that fits; units are known by `explain`.
std::string row(const MetricComparison& m) {
    std::string half_width, verdict = "one run each";
    if (m.test) {
        half_width = m.base_mean == 0
                         ? short_number(m.test->interval.half_width())
                         : fmt::format("{:.2f} %",
                                       100 * m.test->interval.half_width() / std::abs(m.base_mean));
        verdict = m.test->identical ? "identical" : name_of(*m.verdict);
    } else if (m.difference() == 0) {
        verdict = "identical";
    }
    return fmt::format("  {:<32}{:>9}{:>9}{:>9}{:>7} {:>11}\n", m.metric->name,
                       short_number(m.base_mean), short_number(m.changed_mean),
                       m.relative() ? percent(m.relative()) : short_number(m.difference()),
                       half_width, verdict);
}

Json number(const std::optional<double>& x) {
    return x ? Json(*x) : Json(nullptr);
}

Json json_of(const RunComparison& c) {
    Json j;
    j["paired"] = c.paired;
    j["replications"] = {c.base_size, c.changed_size};
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
                    {"verdict", nullptr},
                    {"variance_reduction", nullptr}};
        if (m.test) {
            one["interval"] = {m.test->interval.low, m.test->interval.high};
            one["p"] = m.test->p;
            one["adjusted_p"] = m.adjusted_p;
            one["verdict"] = name_of(*m.verdict);
            one["variance_reduction"] = number(m.test->variance_reduction);
        }
        j["metrics"][std::string(m.metric->name)] = one;
    }
    j["missing"] = c.missing;
    return j;
}

}  // namespace

std::string compare_screen(const RunRecord& base, const RunRecord& changed, const RunComparison& c,
                           const CompareOptions& options) {
    std::string out = fmt::format("base {}\nnew  {}\n\nwhat was changed\n", base.path.string(),
                                  changed.path.string());
    out += table_of(c.parameters);
    if (c.metrics.empty() || !c.metrics.front().test) {
        out += "\none run each: differences, but nothing tells them from chance\n";
    } else {
        out += fmt::format("\n{}, {} % intervals, Holm over {}\n",
                           c.paired ? fmt::format("{} pairs (common random numbers)", c.base_size)
                                    : fmt::format("{} against {} independent replications",
                                                  c.base_size, c.changed_size),
                           100 * options.level, c.metrics.size());
    }
    out += fmt::format("  {:<32}{:>9}{:>9}{:>9}{:>7} {:>11}\n", "metric", "base", "new", "change",
                       "+-", "verdict");
    std::vector<double> reductions;
    for (const MetricComparison& m : c.metrics) {
        out += row(m);
        if (m.test && m.test->variance_reduction) {
            reductions.push_back(*m.test->variance_reduction);
        }
    }
    if (!reductions.empty()) {
        std::sort(reductions.begin(), reductions.end());
        out +=
            fmt::format("  pairing reduces the variance of the differences {:.3g}-fold (median)\n",
                        reductions[reductions.size() / 2]);
    }
    for (const std::string& name : c.missing) {
        fmt::format_to(std::back_inserter(out), "  {:<32}not known in both\n", name);
    }
    return out;
}

std::string compare_json(const std::vector<std::pair<std::string, RunComparison>>& comparisons,
                         const std::string& base) {
    Json j;
    j["schema"] = 1;
    j["base"] = base;
    j["comparisons"] = Json::array();
    for (const auto& [name, c] : comparisons) {
        Json one = json_of(c);
        one["new"] = name;
        j["comparisons"].push_back(one);
    }
    return j.dump(2) + "\n";
}

std::string compare_csv(const std::vector<std::pair<std::string, RunComparison>>& comparisons) {
    std::string out =
        "run,metric,unit,base,new,difference,relative,low,high,p,adjusted_p,verdict,"
        "variance_reduction\n";
    const auto cell = [](const std::optional<double>& x) { return x ? fmt::format("{}", *x) : ""; };
    for (const auto& [name, c] : comparisons) {
        for (const MetricComparison& m : c.metrics) {
            fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{},{}", csv_field(name),
                           m.metric->name, m.metric->unit, m.base_mean, m.changed_mean,
                           m.difference(), cell(m.relative()));
            if (m.test) {
                fmt::format_to(std::back_inserter(out), ",{},{},{},{},{},{}\n",
                               m.test->interval.low, m.test->interval.high, m.test->p, m.adjusted_p,
                               name_of(*m.verdict), cell(m.test->variance_reduction));
            } else {
                out += ",,,,,,\n";
            }
        }
    }
    return out;
}

}  // namespace tools
