#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <ostream>
#include <thread>

#include "tools/base/errors.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/scenario_options.hpp"
#include "tools/replications/run_cost.hpp"
#include "tools/replications/run_scenario.hpp"
#include "tools/run/inputs.hpp"

namespace tools {
namespace {

struct RunOptions {
    ScenarioOptions scenario;
    std::string out;
    int threads = 0;  // 0: as many as there are cores
    std::string transport = "memory", replications;
    bool resume = false;
    bool force = false, json = false, quiet = false, dry_run = false, idle_events = false;
    std::vector<double> relocate_at;
};

int choose_threads(int asked, const models::Scenario& scenario, std::ostream& err) {
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    if (asked > cores) {
        err << fmt::format("warning: {} threads on {} cores: they will wait for each other\n",
                           asked, cores);
    }
    return asked > 0 ? asked : default_threads(scenario);
}

// Of what a single run takes no notice of.
void warn_of_experiment(const models::Scenario& s, const RunOptions& options, std::ostream& err) {
    if (!s.uncertainty.empty()) {
        err << "warning: a single run takes uncertain inputs as they are; --replications draws "
               "them\n";
    }
    if (options.resume) err << "warning: --resume is for replications; this is a single run\n";
}

int run(const RunOptions& options, Console& console) {
    ScenarioOptions asked = options.scenario;
    if (!options.replications.empty()) asked.set.push_back("replications=" + options.replications);
    const models::Scenario scenario = read(asked, console.err);
    if (!is_replicated(scenario)) warn_of_experiment(scenario, options, console.err);
    const int threads = choose_threads(options.threads, scenario, console.err);
    if (options.dry_run) {
        const RunCost e = expected_cost(scenario, is_replicated(scenario) ? 1 : threads);
        console.out << (options.json ? json_of(e, scenario) : text_of(e, scenario));
        return kFine;
    }
    const std::string place =
        options.out.empty() ? default_place(scenario, inputs_of(scenario).hash) : options.out;
    if (is_replicated(scenario) && !options.relocate_at.empty()) {
        throw InputError("--relocate-at is for single runs");
    }
    const auto transport =
        options.transport == "bytes" ? sim::Transport::bytes : sim::Transport::memory;
    return run_scenario(scenario,
                        {place, threads, transport, options.force, options.resume, options.json,
                         options.quiet, options.idle_events, options.relocate_at},
                        console);
}

}  // namespace

void add_run(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand("run", "Simulate a scenario and write a run directory");
    auto o = std::make_shared<RunOptions>();
    o->scenario.add_to(*command);
    command->add_option("--out", o->out, "Run directory; default runs/<scenario>-<seed>-<hash>")
        ->check([](const std::string& name) {
            return std::string(name.empty() ? "needs the name of a folder" : "");
        });
    command->add_flag("--force", o->force, "Replace the run directory if it exists");
    command->add_option("--threads", o->threads, "Threads; by default one a core")
        ->check(CLI::Range(1, 1024));
    command->add_option("--replications", o->replications,
                        "Runs, each with a seed of its own; short for --set replications=...");
    command->add_flag("--resume", o->resume,
                      "Take the replications that an interrupted run has finished");
    command->add_option("--transport", o->transport, "How cells exchange messages")
        ->check(CLI::IsMember({"memory", "bytes"}));
    command->add_flag("--json", o->json, "Print the summary as JSON instead of the screen");
    command->add_flag("--quiet", o->quiet, "No progress");
    command->add_flag("--dry-run", o->dry_run,
                      "Check, estimate time and memory, and stop; with --json as JSON");
    // For tests of what must not change a result; not shown in the help.
    command->add_option("--relocate-at", o->relocate_at)->group("");
    command->add_flag("--idle-events", o->idle_events)->group("");
    command->callback(
        [o, &console] { console.chosen = [o, &console] { return run(*o, console); }; });
}

}  // namespace tools
