#include <fmt/format.h>
#include <iterator>

#include "tools/base/json.hpp"
#include "tools/base/text.hpp"
#include "tools/judge/check.hpp"

namespace tools {
namespace {

// Columns by name, if they are few and fit a line of a list.
std::string of_columns(const TableCheck& t) {
    constexpr std::size_t kNamed = 3, kLongest = kScreenWidth - 6;
    std::string named = fmt::format("{} ({})", t.name, fmt::join(t.changed, " "));
    if (t.changed.size() <= kNamed && named.size() <= kLongest) return named;
    return fmt::format("{} ({} of {} columns)", t.name, t.changed.size(), t.columns);
}

// Below a replicated metric stands what its test says.
std::string metric_row(const MetricCheck& m) {
    const std::string change = m.relative ? short_percent(m.relative) : short_change(m.difference);
    const std::string outcome(outcome_name(m.outcome));
    return fmt::format("  {:<31} {:>9} {:>9} {:>9} {:>16}\n{}", short_name(m.name, 31),
                       short_value(m.baseline), short_value(m.run), change, outcome,
                       m.p ? fmt::format("    p {:.2g}, {}, tolerance {}\n", *m.p, m.test_text(),
                                         m.tolerance.text())
                           : "");
}

}  // namespace

std::string check_screen(const Check& check, const std::string& subject) {
    std::string out = fmt::format("{}: {}\n", subject, outcome_name(check.outcome()));
    const auto to = std::back_inserter(out);
    std::size_t same = 0, columns = 0;
    for (const MetricCheck& m : check.metrics) same += m.outcome == Outcome::identical;
    for (const TableCheck& t : check.tables) columns += t.columns;
    if (same < check.metrics.size()) {
        fmt::format_to(to, "\n  {:<31} {:>9} {:>9} {:>9} {:>16}\n", "metric", "baseline", "run",
                       "change", "outcome");
    }
    for (const MetricCheck& m : check.metrics) {
        if (m.outcome != Outcome::identical) out += metric_row(m);
    }
    const auto changed = check.changed_tables();
    fmt::format_to(to, "  {} of {} metrics identical", same, check.metrics.size());
    std::size_t differ = 0;
    for (const TableCheck* t : changed) differ += t->changed.size();
    fmt::format_to(to, ", {} of {} columns\n", columns - differ, columns);
    for (const RunRecord::Threshold& t : check.thresholds) {
        if (!t.passed) out += wrapped("  threshold missed: " + t.reason, kScreenWidth) + '\n';
    }
    if (!check.blessed_by.empty() && check.blessed_by != check.run_by) {
        out += wrapped_list("  made by different programs:", {check.blessed_by, check.run_by});
    }
    if (!check.unjudged.empty()) {
        out += wrapped_list(fmt::format("  {} metric{} not judged:", check.unjudged.size(),
                                        check.unjudged.size() == 1 ? "" : "s"),
                            check.unjudged);
    }
    if (!changed.empty()) {
        std::vector<std::string> names;
        for (const TableCheck* t : changed) names.push_back(of_columns(*t));
        out += wrapped_list("  tables that differ:", names);
    }
    return out;
}

std::string check_json(const Check& check, const Baseline& baseline, const std::string& run,
                       const std::string& baseline_file) {
    Json j;
    j["schema"] = 1;
    j["outcome"] = outcome_name(check.outcome());
    j["run"] = run;
    j["baseline"] = baseline_file;
    j["scenario"] = baseline.scenario;
    j["exact"] = check.exact;
    j["made_by"] = {{"baseline", check.blessed_by}, {"run", check.run_by}};
    j["metrics"] = Json::array();
    for (const MetricCheck& m : check.metrics) {
        Json entry{{"metric", m.name},
                   {"outcome", outcome_name(m.outcome)},
                   {"baseline", m.baseline},
                   {"run", number(m.run)},
                   {"difference", number(m.difference)},
                   {"relative", number(m.relative)},
                   {"tolerance", m.tolerance.text()},
                   {"test", m.test == Test::none ? Json(nullptr) : Json(test_name(m.test))},
                   {"pairs", m.test == Test::paired ? Json(m.pairs) : Json(nullptr)},
                   {"p", number(m.p)}};
        entry["reason"] = m.reason.empty() ? Json(nullptr) : Json(m.reason);
        j["metrics"].push_back(entry);
    }
    j["tables"] = Json::array();
    for (const TableCheck& t : check.tables) {
        j["tables"].push_back({{"table", t.name}, {"columns", t.columns}, {"changed", t.changed}});
    }
    j["unjudged"] = check.unjudged;
    j["thresholds"] = Json::array();
    for (const RunRecord::Threshold& t : check.thresholds) {
        j["thresholds"].push_back(
            {{"threshold", t.limit}, {"passed", t.passed}, {"reason", t.reason}});
    }
    return text_of(j);
}

}  // namespace tools
