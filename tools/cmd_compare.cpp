#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "tools/commands.hpp"
#include "tools/compare.hpp"
#include "tools/files.hpp"

namespace tools {
namespace {

struct CompareArguments {
    std::string base;
    std::vector<std::string> changed;
    CompareOptions options;
    double equivalent_percent = 0;
    double level_percent = 95;
    bool json = false;
    std::string csv;
};

RunRecord record_of(const std::string& path) {
    if (!std::filesystem::exists(path)) throw IoError(path, "no such run directory");
    if (!std::filesystem::is_directory(path)) {
        throw InputError(path + ": is not a run directory; a scenario has to be run first");
    }
    return read_run_record(path);
}

int compare_runs(const CompareArguments& arguments, Console& console) {
    CompareOptions options = arguments.options;
    options.level = arguments.level_percent / 100;
    if (arguments.equivalent_percent > 0) options.equivalent = arguments.equivalent_percent / 100;
    const RunRecord base = record_of(arguments.base);
    std::vector<std::pair<std::string, RunComparison>> comparisons;
    std::string screen;
    for (const std::string& path : arguments.changed) {
        const RunRecord changed = record_of(path);
        comparisons.emplace_back(path, compare(base, changed, options));
        if (!screen.empty()) screen += '\n';
        screen += compare_screen(base, changed, comparisons.back().second, options);
    }
    if (!arguments.csv.empty()) write_file(arguments.csv, compare_csv(comparisons));
    console.out << (arguments.json ? compare_json(comparisons, arguments.base) : screen);
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
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const ParameterChange& c : changes) {
        list.push_back({{"path", c.path}, {"base", c.base}, {"new", c.changed}});
    }
    console.out << list.dump(2) << '\n';
    return kFine;
}

}  // namespace

void add_compare(CLI::App& app, Console& console) {
    CLI::App* command =
        app.add_subcommand("compare", "Compare runs with a base: what differs, and how surely");
    auto a = std::make_shared<CompareArguments>();
    command->add_option("base", a->base, "Run directory")->required();
    command->add_option("new", a->changed, "Run directories to compare with it")->required();
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
    command->callback(
        [=, &console] { console.chosen = [=, &console] { return compare_runs(*a, console); }; });
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
