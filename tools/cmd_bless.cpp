#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <ostream>

#include "tools/check.hpp"
#include "tools/commands.hpp"
#include "tools/files.hpp"
#include "tools/text.hpp"

namespace tools {
namespace {

struct BlessOptions {
    std::string run, baseline, tolerance = "0";
    bool force = false;
};

// Old, new and relative change of what differs.
std::string changes(const Baseline& was, const Baseline& now, const RunRecord& run) {
    std::string out;
    const auto to = std::back_inserter(out);
    if (was.scenario_hash != now.scenario_hash) {
        fmt::format_to(to, "  scenario hash {} -> {}\n", was.scenario_hash.substr(0, 8),
                       now.scenario_hash.substr(0, 8));
    }
    for (std::size_t i = 0; i < was.metrics.size(); ++i) {
        const BaselineMetric &a = was.metrics[i], &b = now.metrics[i];
        if (a.value == b.value && a.half_width == b.half_width && a.n == b.n) continue;
        std::optional<double> relative;
        if (a.value != 0) relative = (b.value - a.value) / std::abs(a.value);
        fmt::format_to(to, "  {:<31} {:>9} -> {:>9}  {}\n", short_name(a.name, 31),
                       short_value(a.value), short_value(b.value), short_percent(relative));
    }
    std::vector<std::string> tables;
    for (const TableCheck* t : check_run(was, run).changed_tables()) {
        tables.push_back(
            fmt::format("{} ({} of {} columns)", t->name, t->changed.size(), t->columns));
    }
    if (!tables.empty()) out += wrapped_list("  tables that differ:", tables);
    return out;
}

int bless(const BlessOptions& o, std::ostream& out) {
    const auto tolerance = parse_tolerance(o.tolerance);
    if (!tolerance) {
        throw InputError("--tolerance: '" + o.tolerance + "' is no tolerance such as 0.5 % or 12");
    }
    std::optional<Baseline> was;
    if (std::filesystem::exists(o.baseline) && !o.force) was = read_baseline(o.baseline);
    const RunRecord run = read_run_record(o.run);
    if (run.status != "complete") {
        throw InputError(fmt::format("{}: the run is {}, not complete", o.run, run.status));
    }
    if (was && was->scenario != run.scenario) {
        throw InputError(fmt::format("{}: is of '{}', and the run of '{}'; --force starts it anew",
                                     o.baseline, was->scenario, run.scenario));
    }
    const Baseline now = baseline_of(run, was, *tolerance);
    const std::string text = print_baseline(now);
    if (!was) {
        out << fmt::format("{}: new, {} metrics and {} tables\n", o.baseline, now.metrics.size(),
                           now.columns.size());
    } else if (print_baseline(*was) == text) {
        out << o.baseline << ": nothing changes\n";
        return kFine;
    } else {
        out << o.baseline << ": changes\n" << changes(*was, now, run);
    }
    replace_file(o.baseline, text);
    return kFine;
}

}  // namespace

void add_bless(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand(
        "bless", "Make a run's results the baseline, and show what changes by that");
    auto o = std::make_shared<BlessOptions>();
    command->add_option("run", o->run, "Run directory")->required();
    command->add_option("--baseline", o->baseline, "Baseline file (YAML)")->required();
    command->add_option("--tolerance", o->tolerance,
                        "Of all metrics of a new baseline: relative (0.5 %) or in their unit");
    command->add_flag("--force", o->force,
                      "Start the baseline anew: all metrics, no tolerances kept");
    command->callback(
        [o, &console] { console.chosen = [o, &console] { return bless(*o, console.out); }; });
}

}  // namespace tools
