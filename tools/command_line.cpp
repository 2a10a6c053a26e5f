#include "tools/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <ostream>
#include <tuple>

#include "models/scenario/suggest.hpp"

#include "tools/build_info.hpp"
#include "tools/commands.hpp"
#include "tools/read_scenario.hpp"

namespace tools {

void ScenarioOptions::add_to(CLI::App& command) {
    command.add_option("scenario", file, "Scenario file (YAML)")->required();
    add_overrides_to(command);
}

void ScenarioOptions::add_overrides_to(CLI::App& command, const std::string& group) {
    command.add_option("--set", set, "Override a parameter: path=value; may be repeated")
        ->allow_extra_args(false)
        ->group(group);
    const std::tuple<const char*, std::string&, const char*> options[] = {
        {"--seed", seed, "Seed of all random numbers"},
        {"--scale", scale, "Size of the population, such as 1/100"},
        {"--from", from, "Begin the run here: short for --set start=..."},
        {"--until", until, "End the run here: short for --set horizon=..."}};
    for (const auto& [name, value, help] : options) {
        command.add_option(name, value, help)->group(group);
    }
}

std::vector<std::string> ScenarioOptions::overrides() const {
    std::vector<std::string> all = set;
    if (!seed.empty()) all.push_back("seed=" + seed);
    if (!scale.empty()) all.push_back("scale=" + scale);
    if (!from.empty()) all.push_back("start=" + from);
    if (!until.empty()) all.push_back("horizon=" + until);
    return all;
}

models::Scenario read(const ScenarioOptions& options, std::ostream& err) {
    const auto reading = read_scenario(options.file, options.overrides());
    for (const models::Issue& w : reading.warnings) err << "warning: " << to_text(w) << '\n';
    for (const models::Issue& e : reading.errors) err << to_text(e) << '\n';
    if (reading.ok()) return reading.scenario;
    const std::size_t n = reading.errors.size();
    const std::string message = fmt::format("{} error{}", n, n == 1 ? "" : "s");
    if (reading.refused) throw IoError(options.file, message);
    throw InputError(options.file + ": " + message);
}

int run_command_line(int argc, const char* const* argv, std::ostream& out, std::ostream& err,
                     const Hooks& hooks) {
    CLI::App app(
        "singlesday: a discrete-event simulator of China's 11.11, order by order.\n"
        "Start with: singlesday run scenarios/smoke.yaml",
        "singlesday");
    app.set_version_flag("--version", std::string("singlesday ") + kVersion);
    app.require_subcommand(1);
    Console console{out, err, hooks, {}};
    add_run(app, console);
    add_validate(app, console);
    add_new(app, console);
    add_explain(app, console);
    add_list(app, console);
    add_schema(app, console);
    add_check(app, console);
    add_bless(app, console);
    add_reference(app, console);
    add_compare(app, console);
    add_diff_params(app, console);
    add_verify(app, console);
    if (argc > 1 && argv[1][0] != '-') {
        std::vector<std::string> names;
        for (const CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) {
            names.push_back(command->get_name());
        }
        if (std::find(names.begin(), names.end(), argv[1]) == names.end()) {
            const std::string near = models::nearest(argv[1], names);
            err << "singlesday: no command is called '" << argv[1] << "'"
                << (near.empty() ? "; singlesday --help lists them"
                                 : "; did you mean " + near + "?")
                << '\n';
            return kBadInput;
        }
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e, out, err) == 0 ? kFine : kBadInput;
    }
    try {
        const int code = console.chosen();
        if (!out.flush()) throw IoError("standard output", "cannot be written; is the disk full?");
        return code;
    } catch (const InputError& e) {
        err << "singlesday: " << e.what() << '\n';
        return kBadInput;
    } catch (const IoError& e) {
        err << "singlesday: " << e.what() << '\n';
        return kRefused;
    } catch (const std::filesystem::filesystem_error& e) {
        err << "singlesday: " << e.path1().string() << ": " << e.code().message() << '\n';
        return kRefused;
    } catch (const std::exception& e) {
        err << "singlesday: internal error: " << e.what() << '\n';
        return kInternalError;
    }
}

}  // namespace tools
