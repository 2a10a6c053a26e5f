#include <chrono>
#include <fmt/format.h>
#include <memory>
#include <ostream>
#include <thread>
#include <unistd.h>

#include "models/scenario/dump.hpp"

#include "tools/commands.hpp"
#include "tools/files.hpp"
#include "tools/metrics.hpp"
#include "tools/progress.hpp"
#include "tools/replicate.hpp"
#include "tools/run_parts.hpp"
#include "tools/screen.hpp"

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

// A run is cut into units, many runs into replications.
int choose_threads(int asked, const models::Scenario& scenario, std::ostream& err) {
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    if (asked > cores) {
        err << fmt::format("warning: {} threads on {} cores: they will wait for each other\n",
                           asked, cores);
    }
    if (asked > 0) return asked;
    return is_replicated(scenario)
               ? cores
               : std::min<int>(cores, static_cast<int>(scenario.platform.units));
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

// --force replaces runs, never somebody's other files.
void spare_other_folders(const std::filesystem::path& place) {
    namespace fs = std::filesystem;
    if (!fs::is_directory(place) || fs::is_empty(place) || fs::exists(place / "manifest.json")) {
        return;
    }
    throw IoError(place.string(), "is not a run directory; --force does not replace it");
}

// Runs to the end, to an interruption or to books that do not balance; says which in `p`.
int simulate(models::World& world, const RunOptions& options, Console& console, Provenance& p) {
    const bool terminal = &console.err == &std::cerr && isatty(STDERR_FILENO) != 0;
    Progress progress(console.err, world.scenario(), terminal, options.quiet);
    const StopOnSignal signals;
    std::vector<sim::Time> stops;
    for (const double s : options.relocate_at) stops.push_back(sim::from_seconds(s));
    stops.push_back(sim::kNever);
    int code = kFine;
    try {
        for (const sim::Time stop : stops) {
            bool pause = false;
            world.run([&](const models::World::Moment& m) {
                if (console.hooks.after_window) console.hooks.after_window(world);
                progress.show(m);
                pause = m.now >= stop;
                return !pause && !interrupted();
            });
            if (!pause) break;
            world.relocate();
        }
        if (interrupted()) {
            p.status = "partial";
            p.reason = "interrupted";
            code = kInterrupted;
        }
    } catch (const models::BooksError& e) {
        p.status = "failed";
        p.reason = e.what();
        code = kUnbalanced;
    }
    progress.finish();
    return code;
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
    Provenance p;
    models::dump_resolved(p.scenario_text, scenario);
    p.scenario_hash = content_hash(p.scenario_text);
    p.threads = threads;
    p.started = utc_now();
    const std::string place = options.out.empty()
                                  ? fmt::format("runs/{}-{}-{}", scenario.name, scenario.seed,
                                                p.scenario_hash.substr(0, 8))
                                  : options.out;
    if (options.force) spare_other_folders(place);
    const auto transport =
        options.transport == "bytes" ? sim::Transport::bytes : sim::Transport::memory;
    if (is_replicated(scenario)) {
        return run_replicated(scenario,
                              {place, threads, transport, options.force, options.resume,
                               options.json, options.quiet, options.idle_events},
                              console);
    }
    StagedDirectory directory(place, options.force);
    const std::vector<Fact> facts =
        scenario.record.empty() ? std::vector<Fact>{}
                                : read_record(scenario.record).of(static_cast<int>(scenario.year));

    const auto start = std::chrono::steady_clock::now();
    models::World world(scenario, marks_for(scenario, facts),
                        {threads, transport, options.idle_events});
    const int code = simulate(world, options, console, p);
    p.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    p.peak_rss_bytes = peak_rss_bytes();

    const Results results(world, facts);
    p.thresholds = judge_thresholds(scenario.thresholds, [&](const std::string& metric) {
        const auto value = value_of(*find_metric(metric), results);
        return value ? std::optional(Measured{*value}) : std::nullopt;
    });
    write_run(directory, results, p);
    const auto written = directory.commit(code == kFine ? "" : "." + p.status);
    if (options.json) console.out << summary_json(results, p);
    if (code == kFine && !options.json) console.out << end_screen(results, p);
    if (code != kFine) console.err << "singlesday: " << p.reason << '\n';
    if (!options.json) console.out << "  written to " << written.string() << '\n';
    for (const ThresholdResult& t : p.thresholds) {
        if (!t.passed()) console.err << "singlesday: threshold missed: " << t.text() << '\n';
    }
    return most_serious({code, any_missed(p.thresholds) ? kMissed : kFine});
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
