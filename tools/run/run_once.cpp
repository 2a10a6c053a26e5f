#include "tools/run/run_once.hpp"

#include <chrono>
#include <ostream>

#include "tools/base/files.hpp"
#include "tools/run/progress.hpp"
#include "tools/run/run_parts.hpp"
#include "tools/run/screen.hpp"

namespace tools {
namespace {

// Runs to the end, to an interruption or to books that do not balance; says which in `p`.
int simulate(models::World& world, const RunRequest& request, Console& console, RunContext& p) {
    Progress progress(console.err, world.scenario(), console.on_terminal(), request.quiet);
    std::vector<sim::Time> stops;
    for (const double s : request.relocate_at) stops.push_back(sim::from_seconds(s));
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

}  // namespace

int run_once(const models::Scenario& scenario, const RunRequest& request, Console& console) {
    RunContext p;
    p.inputs = inputs_of(scenario);
    p.threads = request.threads;
    p.started = utc_now();
    // To the end: what is simulated is written, whatever is pressed meanwhile.
    const StopOnSignal signals;
    StagedDirectory directory(request.place, request.force);
    const std::vector<Fact> facts =
        scenario.record.empty() ? std::vector<Fact>{}
                                : read_record(scenario.record).of(static_cast<int>(scenario.year));

    const auto start = std::chrono::steady_clock::now();
    models::World world(scenario, marks_for(scenario, facts),
                        {request.threads, request.transport, request.idle_events});
    const int code = simulate(world, request, console, p);
    const Results results(world, facts);
    p.thresholds = thresholds_of(results);
    write_run(directory, results, start, p);
    const auto written = directory.commit(code == kFine ? "" : "." + p.status);
    if (request.json) console.out << summary_json(results, p);
    if (code == kFine && !request.json) console.out << end_screen(results, p);
    if (code != kFine) console.err << "singlesday: " << p.reason << '\n';
    if (!request.json) console.out << "  written to " << written.string() << '\n';
    return most_serious({code, report_missed(p.thresholds, console.err)});
}

}  // namespace tools
