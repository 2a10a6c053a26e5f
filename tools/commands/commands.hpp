// The commands: each adds itself to the program's options and says what to do when chosen.
#pragma once

#include "tools/base/console.hpp"

namespace CLI {
class App;
}

namespace tools {

void add_run(CLI::App& app, Console& console);
void add_validate(CLI::App& app, Console& console);
void add_new(CLI::App& app, Console& console);
void add_explain(CLI::App& app, Console& console);
void add_list(CLI::App& app, Console& console);
void add_schema(CLI::App& app, Console& console);
void add_check(CLI::App& app, Console& console);
void add_bless(CLI::App& app, Console& console);
void add_reference(CLI::App& app, Console& console);
void add_compare(CLI::App& app, Console& console);
void add_diff_params(CLI::App& app, Console& console);
void add_verify(CLI::App& app, Console& console);

}  // namespace tools
