#include "tools/replications/replicate.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <fmt/format.h>
#include <optional>
#include <ostream>

#include "sim/experiment/replications.hpp"

#include "tools/base/json.hpp"
#include "tools/replications/bands.hpp"
#include "tools/replications/experiment.hpp"
#include "tools/replications/precision_watch.hpp"
#include "tools/replications/replication_place.hpp"
#include "tools/run/run_identity.hpp"
#include "tools/run/run_parts.hpp"

namespace tools {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// Names what is repeated: more replications, or more precision, are the same ones.
std::string key_of(models::Scenario scenario) {
    scenario.replications = 1;
    scenario.precision = {};
    return inputs_of(scenario).hash.substr(0, 16);
}

// How many are done, on stderr: a bar on a terminal, a line each 30 s elsewhere.
class Count {
  public:
    Count(Console& console, std::int64_t most, bool quiet)
        : out_(console.err), most_(most), terminal_(console.on_terminal()), quiet_(quiet) {}

    void show(std::int64_t done) {
        const double spent = seconds_since(start_);
        if (quiet_ || (!terminal_ && spent - shown_ < 30)) return;
        shown_ = spent;
        const auto left = static_cast<double>(most_ - done) / static_cast<double>(done) * spent;
        const std::string text =
            fmt::format("replication {} of {}, {:.0f} s left", done, most_, left);
        out_ << (terminal_ ? fmt::format("\r{:<60}", text) : text + '\n') << std::flush;
    }
    void finish() {
        if (terminal_ && !quiet_) out_ << '\r' << std::string(60, ' ') << '\r' << std::flush;
    }

  private:
    std::ostream& out_;
    std::int64_t most_;
    bool terminal_, quiet_;
    Clock::time_point start_ = Clock::now();
    double shown_ = 0;
};

// What comes of a replication that did not fail.
struct Finished {
    ReplicationRow row;
    bool abandoned = false;      // interrupted, or no longer wanted
    std::exception_ptr refusal;  // the operating system's: it ends the whole
};

class Runner {
  public:
    Runner(const models::Scenario& scenario, const RunRequest& request, Console& console,
           const ReplicationPlace& place)
        : scenario_(scenario), request_(request), console_(console), place_(place) {
        if (!scenario.record.empty()) {
            facts_ = read_record(scenario.record).of(static_cast<int>(scenario.year));
        }
    }

    // Called by several threads at a time.
    Finished run(std::int64_t replication, const std::stop_token& token) const {
        Finished outcome;
        try {
            const OwnScenario own = own_scenario(scenario_, replication);
            const fs::path folder = place_.folder(replication);
            if (!is_finished(folder, own) && !simulate(own, folder, token)) {
                outcome.abandoned = true;
                return outcome;
            }
            outcome.row = read_replication(folder);
            outcome.row.drawn = own.drawn;
        } catch (const IoError&) {
            outcome.refusal = std::current_exception();
        } catch (const fs::filesystem_error&) {
            outcome.refusal = std::current_exception();
        }
        return outcome;
    }

  private:
    bool simulate(const OwnScenario& own, const fs::path& folder,
                  const std::stop_token& token) const {
        RunContext p;
        p.inputs = own.inputs;
        p.started = utc_now();
        const auto start = Clock::now();
        models::World world(own.scenario, marks_for(own.scenario, facts_),
                            {1, request_.transport, request_.idle_events});
        bool abandoned = false;
        world.run([&](const models::World::Moment&) {
            if (console_.hooks.after_window) console_.hooks.after_window(world);
            abandoned = token.stop_requested() || interrupted();
            return !abandoned;
        });
        if (abandoned) return false;
        StagedDirectory directory(folder, true);
        const Results results(world, facts_);
        p.thresholds = thresholds_of(results);
        write_run(directory, results, start, p);
        directory.commit();
        return true;
    }

    const models::Scenario& scenario_;
    const RunRequest& request_;
    Console& console_;
    const ReplicationPlace& place_;
    std::vector<Fact> facts_;
};

// Runs them into `e`; what stopped them too early is in its context.
void replicate(Experiment& e, const RunRequest& request, Console& console,
               const ReplicationPlace& place) {
    const models::Scenario& s = e.scenario;
    std::optional<PrecisionWatch> watch;
    if (!s.precision.metrics.empty()) watch.emplace(s);
    const std::int64_t count = watch ? watch->most() : s.replications;
    const Runner runner(s, request, console, place);
    Count progress(console, count, request.quiet);
    const auto work = [&](std::int64_t index, const std::stop_token& token) {
        return runner.run(index + 1, token);
    };
    const auto sink = [&](sim::Replication<Finished>&& r) {
        if (r.result && r.result->refusal) std::rethrow_exception(r.result->refusal);
        if (r.result && r.result->abandoned) return false;
        ReplicationRow row = r.result ? std::move(r.result->row) : ReplicationRow{};
        row.replication = r.index + 1;
        row.seed = replication_seed(s.seed, row.replication);
        row.inputs = inputs_number(s, row.replication);
        row.error = r.error;
        e.rows.push_back(std::move(row));
        progress.show(r.index + 1);
        return !watch || watch->go_on(e);
    };
    sim::run_replications<Finished>(count, request.threads, work, sink);
    progress.finish();
    e.stopped = interrupted();
    if (watch && !e.stopped) e.precision = watch->outcome();
}

// Says on `err` which failed and whether it was stopped; the more serious is the status.
void note_outcome(Experiment& e, std::ostream& err) {
    RunContext& p = e.context;
    std::size_t failed = 0;
    for (const ReplicationRow& r : e.rows) {
        if (r.complete()) continue;
        const std::string text =
            fmt::format("replication {} (seed {}) failed: {}", r.replication, r.seed, r.error);
        err << "singlesday: " << text << '\n';
        if (failed++ == 0) p.reason = text;
    }
    if (failed > 1) p.reason += fmt::format(" (and {} others)", failed - 1);
    if (failed > 0) p.status = "failed";
    if (!e.stopped) return;
    const std::string text = fmt::format("interrupted after {} replications", e.rows.size());
    err << "singlesday: " << text << "; --resume goes on from there\n";
    p.reason += (failed > 0 ? "; " : "") + text;
    if (failed == 0) p.status = "partial";
}

void write_experiment(StagedDirectory& directory, const Experiment& e,
                      const ReplicationPlace& place, std::ostream& err) {
    std::vector<fs::path> runs;
    for (const ReplicationRow& r : e.rows) {
        if (!r.complete()) continue;
        runs.push_back(place.folder(r.replication));
        directory.link("replications/" + replication_name(r.replication), runs.back());
    }
    directory.write("replications.csv", replications_csv(e.rows));
    if (e.uncertain()) directory.write("inputs.csv", inputs_csv(e.rows));
    directory.write("manifest.json", manifest_json(e));
    directory.write("summary.json", summary_json(e));
    write_inputs(directory, e.context.inputs);
    const std::string dictionary = metrics_csv(static_cast<double>(e.scenario.scale));
    directory.write("metrics.csv", bands_dictionary(dictionary));
    for (const BandFile& file : band_files(dictionary)) {
        if (const auto text = bands_csv(runs, file)) {
            directory.write(file.name, *text);
        } else {
            err << "warning: no " << file.name
                << " over all replications: their bins differ with the uncertain inputs\n";
        }
    }
}

// What an interrupted try left of this run. Of other runs nothing is touched.
void remove_partial(const fs::path& place, const std::string& hash) {
    fs::path partial = place;
    partial += ".partial";
    std::error_code ignored;
    const auto run = run_identity(partial);
    if (run && run->scenario_hash == hash) fs::remove_all(partial, ignored);
}

int finished_before(const RunRequest& request, Console& console) {
    const std::string text = read_file(request.place / "summary.json");
    const Json summary = read_json(request.place / "summary.json");
    if (request.json) {
        console.out << text;
    } else {
        console.out << request.place.string() << " is complete\n";
    }
    const bool precise = summary.value("/precision/reached"_json_pointer, true);
    int missed = kFine;
    for (const auto& t : summary.at("thresholds")) {
        if (!t.value("passed", false)) missed = kMissed;
    }
    return most_serious({missed, precise ? kFine : kImprecise});
}

}  // namespace

int run_replicated(const models::Scenario& scenario, const RunRequest& request, Console& console) {
    Experiment e;
    e.scenario = scenario;
    RunContext& p = e.context;
    p.inputs = inputs_of(scenario);
    p.threads = request.threads;
    p.started = utc_now();
    const auto start = Clock::now();
    using Earlier = ReplicationPlace::Earlier;
    const auto earlier = run_identity(request.place);
    const bool done = request.resume && earlier && earlier->is_complete(p.inputs.hash);
    if (!done) check_destination(request.place, request.force);
    ReplicationPlace place(request.place, key_of(scenario),
                           request.resume  ? Earlier::taken
                           : request.force ? Earlier::discarded
                                           : Earlier::refused);
    if (done) {
        place.remove();
        return finished_before(request, console);
    }
    // To the end: what is simulated is written, whatever is pressed meanwhile.
    const StopOnSignal signals;
    StagedDirectory directory(request.place, request.force, place.staging());
    try {
        replicate(e, request, console, place);
    } catch (const InputError&) {
        place.remove();
        throw;
    }
    note_outcome(e, console.err);
    p.wall_s = seconds_since(start);
    p.peak_rss_bytes = peak_rss_bytes();
    p.thresholds = thresholds_of(e);
    write_experiment(directory, e, place, console.err);
    const bool whole = p.status == "complete";
    const fs::path written = directory.commit(whole ? "" : "." + p.status);
    if (!e.stopped) place.remove();
    if (whole) remove_partial(request.place, p.inputs.hash);
    if (request.json) {
        console.out << summary_json(e);
    } else {
        console.out << end_screen(e) << "  written to " << written.string() << '\n';
    }
    return most_serious({p.status == "failed" ? kUnbalanced : kFine,
                         e.stopped ? kInterrupted : kFine, report_missed(p.thresholds, console.err),
                         e.precision && !e.precision->reached ? kImprecise : kFine});
}

}  // namespace tools
