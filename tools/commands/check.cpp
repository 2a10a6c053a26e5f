#include "tools/judge/check.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>
#include <ostream>

#include "models/scenario/units.hpp"

#include "tools/base/errors.hpp"
#include "tools/base/files.hpp"
#include "tools/base/text.hpp"
#include "tools/commands/commands.hpp"
#include "tools/judge/junit.hpp"

namespace tools {
namespace {

struct CheckOptions {
    std::string run, baseline, junit;
    bool allow_other_scenario = false, json = false;
};

// One line each for a log: which metrics, and which tables.
std::string reasons(const Check& check) {
    std::vector<std::string> metrics, tables;
    for (const MetricCheck& m : check.metrics) {
        if (m.outcome == Outcome::regressed) metrics.push_back(m.name);
    }
    std::string out;
    if (!metrics.empty()) out += wrapped_list("singlesday: regressed:", metrics);
    if (!check.exact) return out;
    for (const TableCheck* t : check.changed_tables()) tables.push_back(t->name);
    if (!tables.empty()) out += wrapped_list("singlesday: tables that differ:", tables);
    return out;
}

struct Judged {
    Baseline baseline;
    RunRecord run;
};

// A server that shows the JUnit file shall show why there is no result, not an older one. Why there
// is none matters more than that the file cannot be written.
void tell_refusal(const CheckOptions& o, const std::string& why, std::ostream& err) {
    if (o.junit.empty()) return;
    try {
        replace_file(o.junit,
                     junit_xml("singlesday check",
                               {{"singlesday.check", o.run, JunitCase::Result::error, why, {}}}));
    } catch (const IoError& e) {
        err << "singlesday: " << e.what() << '\n';
    }
}

Judged read_inputs(const CheckOptions& o, std::ostream& err) {
    try {
        Judged in{read_baseline(o.baseline), read_run_record(o.run)};
        refuse_unlike(in.baseline, in.run, o.allow_other_scenario);
        return in;
    } catch (const std::exception& e) {
        tell_refusal(o, e.what(), err);
        throw;
    }
}

int check(const CheckOptions& o, Console& console) {
    const auto [baseline, run] = read_inputs(o, console.err);
    const Check result = check_run(baseline, run);
    if (!o.junit.empty()) replace_file(o.junit, check_junit(result, baseline));
    const std::string subject = fmt::format("{} (seed {}, scale {})", run.scenario, run.seed,
                                            models::print_scale(baseline.scale));
    console.out << (o.json ? check_json(result, baseline, o.run, o.baseline)
                           : check_screen(result, subject));
    const bool regressed = result.outcome() == Outcome::regressed;
    if (regressed) console.err << reasons(result);
    for (const RunRecord::Threshold& t : result.thresholds) {
        if (!t.passed) console.err << "singlesday: threshold missed: " << t.reason << '\n';
    }
    return most_serious(
        {regressed ? kRegressed : kFine, result.missed_threshold() ? kMissed : kFine});
}

}  // namespace

void add_check(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand(
        "check", "Judge a run by a baseline: identical, within tolerance or regressed (exit 11)");
    auto o = std::make_shared<CheckOptions>();
    command->add_option("run", o->run, "Run directory")->required();
    command->add_option("--baseline", o->baseline, "Baseline file (YAML)")->required();
    command->add_option("--junit", o->junit, "Write JUnit XML here");
    command->add_flag("--allow-other-scenario", o->allow_other_scenario,
                      "Judge a run whose parameters are not those of the baseline");
    command->add_flag("--json", o->json, "Print JSON instead of the screen");
    command->callback(
        [o, &console] { console.chosen = [o, &console] { return check(*o, console); }; });
}

}  // namespace tools
