#include <CLI/CLI.hpp>
#include <ostream>

#include "models/scenario/reference_page.hpp"

#include "tools/commands/commands.hpp"

namespace tools {

void add_reference(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand(
        "reference", "Print the page of all parameters: docs/scenario-reference.md");
    command->callback([&console] {
        console.chosen = [&console] {
            console.out << models::reference_page(models::parameter_tree<models::Scenario>());
            return static_cast<int>(kFine);
        };
    });
}

}  // namespace tools
