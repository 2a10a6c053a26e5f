#include "tools/scenario/schema.hpp"

#include <CLI/CLI.hpp>
#include <ostream>

#include "tools/commands/commands.hpp"

namespace tools {

void add_schema(CLI::App& app, Console& console) {
    CLI::App* command =
        app.add_subcommand("schema", "Print the JSON Schema of scenario files, for editors");
    command->callback([&console] {
        console.chosen = [&console] {
            console.out << json_schema(models::parameter_tree<models::Scenario>());
            return static_cast<int>(kFine);
        };
    });
}

}  // namespace tools
