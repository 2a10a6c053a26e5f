#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <memory>
#include <ostream>

#include "models/scenario/units.hpp"

#include "tools/base/files.hpp"
#include "tools/base/json.hpp"
#include "tools/base/text.hpp"
#include "tools/commands/commands.hpp"
#include "tools/judge/check.hpp"

namespace tools {
namespace {

struct BlessOptions {
    std::string run, baseline, tolerance;  // none: 0
    bool force = false, json = false;
};

struct Change {
    std::string metric;
    double before, now;

    std::optional<double> relative() const {
        if (before == 0) return {};
        return (now - before) / std::abs(before);
    }
};

struct ChangedFact {
    std::string what, before, now;
};

// What the new baseline says otherwise than the old one.
struct Changes {
    std::vector<ChangedFact> facts;     // seed, scale, replications, tolerances
    std::string hash_before, hash_now;  // of the scenario
    std::vector<Change> metrics;
    std::vector<TableCheck> tables;
};

std::string runs_of(const Baseline& b) {
    return b.replicated() ? fmt::format("{} replications", b.metrics.front().n) : "one run";
}

Changes changes_of(const Baseline& was, const Baseline& now, const RunRecord& run) {
    Changes c{{}, was.scenario_hash, now.scenario_hash, {}, {}};
    const auto fact = [&](std::string what, const std::string& before, const std::string& after) {
        if (before != after) c.facts.push_back({std::move(what), before, after});
    };
    fact("made by", was.made_by, now.made_by);
    fact("seed", std::to_string(was.seed), std::to_string(now.seed));
    fact("scale", models::print_scale(was.scale), models::print_scale(now.scale));
    fact("runs", runs_of(was), runs_of(now));
    if (!was.parameters.empty()) {
        for (const ParameterChange& p : changes_between(was.parameters, now.parameters)) {
            fact(p.path, p.base, p.changed);
        }
    }
    fact("columns", was.exact ? "exact" : "free", now.exact ? "exact" : "free");
    for (const BaselineMetric& a : was.metrics) {
        const auto b = std::find_if(now.metrics.begin(), now.metrics.end(),
                                    [&](const BaselineMetric& m) { return m.name == a.name; });
        if (b == now.metrics.end()) {
            fact(a.name, "held", "not held");
            continue;
        }
        fact("tolerance of " + a.name, a.tolerance.text(), b->tolerance.text());
        if (a.value == b->value && a.half_width == b->half_width && a.n == b->n) continue;
        c.metrics.push_back({a.name, a.value, b->value});
    }
    const Check check = check_run(was, run);
    for (const TableCheck* t : check.changed_tables()) c.tables.push_back(*t);
    return c;
}

// Old, new and relative change of what differs.
std::string screen(const Changes& c) {
    std::string out;
    const auto to = std::back_inserter(out);
    for (const ChangedFact& f : c.facts) {
        fmt::format_to(to, "  {}: {} -> {}\n", f.what, f.before.empty() ? "-" : f.before,
                       f.now.empty() ? "-" : f.now);
    }
    if (c.hash_before != c.hash_now) {
        fmt::format_to(to, "  scenario hash {} -> {}\n", c.hash_before.substr(0, 8),
                       c.hash_now.substr(0, 8));
    }
    for (const Change& m : c.metrics) {
        fmt::format_to(to, "  {:<31} {:>9} -> {:>9}  {}\n", short_name(m.metric, 31),
                       short_value(m.before), short_value(m.now), short_percent(m.relative()));
    }
    std::vector<std::string> tables;
    for (const TableCheck& t : c.tables) {
        tables.push_back(fmt::format("{} ({} of {} columns)", t.name, t.changed.size(), t.columns));
    }
    if (!tables.empty()) out += wrapped_list("  tables that differ:", tables);
    return out;
}

std::string json(const std::string& file, const std::optional<Changes>& c, bool written) {
    Json j{{"schema", 1}, {"baseline", file}, {"new", !c}, {"written", written}};
    j["facts"] = Json::array();
    j["metrics"] = Json::array();
    j["tables"] = Json::array();
    if (c) {
        j["scenario_hash"] = {{"before", c->hash_before}, {"now", c->hash_now}};
        for (const ChangedFact& f : c->facts) {
            j["facts"].push_back({{"what", f.what}, {"before", f.before}, {"now", f.now}});
        }
        for (const Change& m : c->metrics) {
            j["metrics"].push_back({{"metric", m.metric}, {"before", m.before}, {"now", m.now}});
        }
        for (const TableCheck& t : c->tables) {
            j["tables"].push_back({{"table", t.name}, {"changed", t.changed}});
        }
    }
    return text_of(j);
}

// The baseline that --force takes the place of, if it is one of the same scenario.
std::optional<Baseline> replaced(const std::string& file, const RunRecord& run) {
    try {
        if (!std::filesystem::exists(file)) return {};
        Baseline old = read_baseline(file);
        if (old.scenario == run.scenario) return old;
    } catch (const InputError&) {
        // --force is for those that cannot be read, too.
    }
    return {};
}

// Another program that says the same changes nothing.
bool says_otherwise(const Baseline& was, Baseline now) {
    now.made_by = was.made_by;
    return print_baseline(was) != print_baseline(now);
}

int bless(const BlessOptions& o, std::ostream& out) {
    const auto tolerance = parse_tolerance(o.tolerance.empty() ? "0" : o.tolerance);
    if (!tolerance) {
        throw InputError("--tolerance: '" + o.tolerance + "' is no tolerance such as 0.5 % or 12");
    }
    std::optional<Baseline> was;
    if (std::filesystem::exists(o.baseline) && !o.force) was = read_baseline(o.baseline);
    if (was && !o.tolerance.empty()) {
        throw InputError("--tolerance is for new baselines, and " + o.baseline +
                         " keeps its own; edit it there, or --force starts it anew");
    }
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
    if (o.force) was = replaced(o.baseline, run);
    const bool changed = !was || says_otherwise(*was, now);
    std::optional<Changes> changes;
    if (was) changes = changes_of(*was, now, run);
    if (changed) replace_file(o.baseline, text);
    if (o.json) {
        out << json(o.baseline, changes, changed);
    } else if (!was) {
        out << fmt::format("{}: new, {} metrics and {} tables\n", o.baseline, now.metrics.size(),
                           now.columns.size());
    } else {
        out << o.baseline << (changed ? ": changes\n" + screen(*changes) : ": nothing changes\n");
    }
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
    command->add_flag("--json", o->json, "Print JSON instead of the table");
    command->callback(
        [o, &console] { console.chosen = [o, &console] { return bless(*o, console.out); }; });
}

}  // namespace tools
