#include "tools/judge/compare.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <ostream>
#include <sstream>

#include "tools/base/errors.hpp"
#include "tools/base/files.hpp"
#include "tools/base/json.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/scenario_options.hpp"
#include "tools/replications/run_scenario.hpp"
#include "tools/run/inputs.hpp"
#include "tools/run/run_identity.hpp"

namespace tools {
namespace {

// The resolved text of a scenario file or of a run directory. Throws as reading does, after writing
// the errors of a scenario to `err`.
std::string resolved_text(const std::string& path, std::ostream& err) {
    if (std::filesystem::is_directory(path)) {
        return read_file(std::filesystem::path(path) / Inputs::kScenarioFile);
    }
    ScenarioOptions options;
    options.file = path;
    return inputs_of(read(options, err)).scenario;
}

struct CompareArguments {
    std::string base;
    std::vector<std::string> changed;
    ScenarioOptions scenario;  // without the file
    std::string replications;
    int threads = 0;
    bool quiet = false;
    CompareOptions options;
    double equivalent_percent = 0;
    double level_percent = 95;
    bool json = false;
    std::string csv;
};

// Of a scenario; what was wrong has been said.
struct RunFailed {
    std::string file;
    int code;
};

// One of those to compare: a run that was made, or a scenario that is still to be run.
struct Side {
    std::string path;
    std::optional<RunRecord> run;
    std::optional<models::Scenario> scenario;

    Comparand comparand() const {
        if (run) {
            return {path, run->scenario_text, static_cast<std::int64_t>(run->rows.size())};
        }
        const bool until_precise = !scenario->precision.metrics.empty();
        return {path, inputs_of(*scenario).scenario, until_precise ? 0 : scenario->replications};
    }
};

Side side_of(const std::string& path, const CompareArguments& arguments, Console& console) {
    if (!std::filesystem::exists(path)) {
        throw IoError(path, "no such run directory or scenario file");
    }
    if (std::filesystem::is_directory(path)) return {path, read_run_record(path), {}};
    ScenarioOptions asked = arguments.scenario;
    asked.file = path;
    if (!arguments.replications.empty()) {
        asked.set.push_back("replications=" + arguments.replications);
    }
    return {path, {}, read(asked, console.err)};
}

// The run of a scenario, in its default place: made now, unless this program has made it before.
std::filesystem::path run_of(const Side& side, const CompareArguments& arguments,
                             Console& console) {
    const models::Scenario& scenario = *side.scenario;
    const std::string hash = inputs_of(scenario).hash;
    RunRequest request;
    request.place = default_place(scenario, hash);
    const auto earlier = run_identity(request.place);
    if (earlier && earlier->is_complete(hash)) return request.place;
    request.threads = arguments.threads > 0 ? arguments.threads : default_threads(scenario);
    request.force = request.resume = true;
    request.quiet = arguments.quiet;
    if (!request.quiet) {
        console.err << side.path << ": runs into " << request.place.string() << '\n';
    }
    std::ostringstream screen;
    Console silent{screen, console.err, console.hooks, {}};
    const int code = run_scenario(scenario, request, silent);
    // Thresholds and precision are other commands' business.
    if (code != kFine && code != kMissed && code != kImprecise) throw RunFailed{side.path, code};
    return request.place;
}

RunRecord record_of(const Side& side, const CompareArguments& arguments, Console& console) {
    return side.run ? *side.run : read_run_record(run_of(side, arguments, console));
}

// What changes a scenario cannot change a run that was made.
void require_a_scenario(const CompareArguments& arguments) {
    std::vector<std::string> options = arguments.scenario.overrides();
    if (!arguments.replications.empty()) {
        options.push_back("replications=" + arguments.replications);
    }
    if (options.empty()) return;
    std::vector<std::string> paths = arguments.changed;
    paths.push_back(arguments.base);
    if (std::all_of(paths.begin(), paths.end(),
                    [](const std::string& path) { return std::filesystem::is_directory(path); })) {
        throw InputError(options.front() +
                         ": changes scenario files, and all that is compared are run directories");
    }
}

int compare_runs(const CompareArguments& arguments, Console& console) {
    require_a_scenario(arguments);
    for (const auto& [option, percent] :
         {std::pair("--level", arguments.level_percent),
          std::pair("--equivalent", arguments.equivalent_percent)}) {
        if (!std::isfinite(percent))
            throw InputError(fmt::format("{}: {} is no number", option, percent));
    }
    CompareOptions options = arguments.options;
    options.level = arguments.level_percent / 100;
    if (arguments.equivalent_percent > 0) options.equivalent = arguments.equivalent_percent / 100;
    // What can be refused is refused before anything is simulated.
    require_metrics(options.metrics);
    const Side before = side_of(arguments.base, arguments, console);
    std::vector<Side> sides;
    for (const std::string& path : arguments.changed) {
        sides.push_back(side_of(path, arguments, console));
        require_comparable(before.comparand(), sides.back().comparand());
    }
    const RunRecord base = record_of(before, arguments, console);
    std::vector<std::pair<std::string, RunComparison>> comparisons;
    std::string screen;
    for (const Side& side : sides) {
        const RunRecord changed = record_of(side, arguments, console);
        comparisons.emplace_back(side.path, compare(base, changed, options));
        if (!screen.empty()) screen += '\n';
        screen += compare_screen(base, changed, comparisons.back().second, options);
    }
    if (!arguments.csv.empty()) write_file(arguments.csv, compare_csv(comparisons, options));
    console.out << (arguments.json ? compare_json(comparisons, arguments.base, options) : screen);
    return kFine;
}

int diff_parameters(const std::string& base, const std::string& changed, bool json,
                    Console& console) {
    const auto changes =
        parameter_changes(resolved_text(base, console.err), resolved_text(changed, console.err));
    if (!json) {
        console.out << table_of(changes);
        return kFine;
    }
    Json list = Json::array();
    for (const ParameterChange& c : changes) {
        list.push_back({{"path", c.path}, {"base", c.base}, {"new", c.changed}});
    }
    console.out << text_of(Json{{"schema", 1}, {"parameters", list}});
    return kFine;
}

}  // namespace

void add_compare(CLI::App& app, Console& console) {
    CLI::App* command =
        app.add_subcommand("compare", "Compare runs with a base: what differs, and how surely");
    auto a = std::make_shared<CompareArguments>();
    command->add_option("base", a->base, "Run directory, or a scenario file that is run first")
        ->required();
    command->add_option("new", a->changed, "Run directories or scenario files to compare with it")
        ->required();
    command->add_option("--metric", a->options.metrics, "Only this metric; may be repeated")
        ->allow_extra_args(false);
    command->add_option("--level", a->level_percent, "Level of the intervals, %")
        ->check(CLI::Range(50.0, 99.99))
        ->capture_default_str();
    command
        ->add_option("--equivalent", a->equivalent_percent,
                     "Differences below so many % of the base do not matter")
        ->check(CLI::Range(0.0, 100.0));
    command->add_flag("--allow-partial", a->options.allow_partial,
                      "Take runs that did not reach their end");
    command->add_flag("--json", a->json, "Print JSON instead of the table");
    command->add_option("--csv", a->csv, "Write the table to this file");
    command->add_option("--replications", a->replications, "Runs of each scenario file")
        ->group("Of scenario files");
    a->scenario.add_overrides_to(*command, "Of scenario files");
    command->add_option("--threads", a->threads, "Threads; by default one a core")
        ->check(CLI::Range(1, 1024))
        ->group("Of scenario files");
    command->add_flag("--quiet", a->quiet, "No progress")->group("Of scenario files");
    command->callback([=, &console] {
        console.chosen = [=, &console] {
            try {
                return compare_runs(*a, console);
            } catch (const RunFailed& failed) {
                const std::string reason = failed.file + ": its run failed";
                if (a->json) {
                    const Json j{{"schema", 1},
                                 {"status", "failed"},
                                 {"exit_code", failed.code},
                                 {"reason", reason},
                                 {"reasons", {reason}}};
                    console.out << text_of(j);
                }
                return failed.code;
            }
        };
    });
}

void add_diff_params(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand(
        "diff-params", "Show the parameters in which two scenarios or runs differ");
    struct Arguments {
        std::string base, changed;
        bool json = false;
    };
    auto a = std::make_shared<Arguments>();
    command->add_option("base", a->base, "Scenario file or run directory")->required();
    command->add_option("new", a->changed, "Scenario file or run directory")->required();
    command->add_flag("--json", a->json, "Print JSON instead of the table");
    command->callback([=, &console] {
        console.chosen = [=, &console] {
            return diff_parameters(a->base, a->changed, a->json, console);
        };
    });
}

}  // namespace tools
