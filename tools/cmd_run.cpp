#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <ostream>
#include <thread>

#include "tools/commands.hpp"
#include "tools/errors.hpp"
#include "tools/inputs.hpp"
#include "tools/run_scenario.hpp"

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

// What docs/performance.md measures for an order and a window on one core, and what a run holds.
void print_estimate(const models::Scenario& s, int threads, std::ostream& out) {
    constexpr double kNsAnOrder = 2400, kUsAWindow = 6, kBytesBeforehand = 150e6;
    constexpr double kBytesACheckout = 130, kShareInHand = 0.007;
    const double orders = s.consumers.delivery_orders / static_cast<double>(s.scale) /
                          (1 - s.consumers.payment.unpaid);
    const double windows = sim::to_seconds(s.detail.front().until - s.detail.front().from) +
                           sim::to_seconds(s.horizon - s.preorders.deposit.from) / 60;
    const double seconds =
        (orders * kNsAnOrder * 1e-9 + windows * kUsAWindow * 1e-6) / std::min(threads, 2);
    const double bytes = kBytesBeforehand + orders * kShareInHand * kBytesACheckout;
    out << fmt::format(
        "{}: about {:.3g} M orders in {:.0f} k windows\n"
        "estimated: {:.0f} s on {} thread(s), {:.0f} MB; rough, from docs/performance.md\n",
        s.name, orders / 1e6, windows / 1e3, seconds, threads, bytes / 1e6);
    if (!is_replicated(s)) return;
    out << (s.precision.metrics.empty()
                ? fmt::format("so much for each of {} replications\n", s.replications)
                : fmt::format("so much for each of {} to {} replications\n", s.precision.minimum,
                              s.precision.cap));
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
        print_estimate(scenario, is_replicated(scenario) ? 1 : threads, console.out);
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
    command->add_option("--out", o->out, "Run directory; default runs/<scenario>-<seed>-<hash>");
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
    command->add_flag("--dry-run", o->dry_run, "Check, estimate time and memory, and stop");
    // For tests of what must not change a result; not shown in the help.
    command->add_option("--relocate-at", o->relocate_at)->group("");
    command->add_flag("--idle-events", o->idle_events)->group("");
    command->callback(
        [o, &console] { console.chosen = [o, &console] { return run(*o, console); }; });
}

}  // namespace tools
