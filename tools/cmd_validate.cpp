#include <fmt/format.h>
#include <memory>
#include <ostream>

#include "models/scenario/dump.hpp"

#include "tools/commands.hpp"

namespace tools {

void add_validate(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand("validate", "Check a scenario file and show all errors");
    auto options = std::make_shared<ScenarioOptions>();
    auto resolved = std::make_shared<bool>(false);
    options->add_to(*command);
    command->add_flag("--resolved", *resolved, "Print every parameter as it would run");
    command->callback([=, &console] {
        console.chosen = [=, &console] {
            const models::Scenario scenario = read(*options, console.err);
            if (*resolved) {
                std::string text;
                models::dump_resolved(text, scenario);
                console.out << text;
            } else {
                console.out << fmt::format("{}: fine: {}\n", options->file,
                                           scenario.title.empty() ? scenario.name : scenario.title);
            }
            return static_cast<int>(kFine);
        };
    });
}

}  // namespace tools
