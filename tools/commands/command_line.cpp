#include "tools/commands/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <new>
#include <ostream>
#include <sstream>
#include <string_view>
#include <tuple>

#include "models/scenario/suggest.hpp"

#include "tools/base/build_info.hpp"
#include "tools/base/json.hpp"
#include "tools/base/text.hpp"
#include "tools/commands/commands.hpp"
#include "tools/scenario/read_scenario.hpp"

namespace tools {

namespace {

constexpr const char* kNoOutput = "standard output: cannot be written; is the disk full?";

// Help that fits the screen: descriptions are broken at spaces.
class ScreenFormatter : public CLI::Formatter {
  public:
    std::string make_option_desc(const CLI::Option* o) const override {
        return wrapped(CLI::Formatter::make_option_desc(o), kScreenWidth - get_column_width());
    }
    std::string make_subcommand(const CLI::App* command) const override {
        std::ostringstream out;
        CLI::detail::format_help(
            out, command->get_name(),
            wrapped(command->get_description(), kScreenWidth - get_column_width()),
            get_column_width());
        return out.str();
    }
    std::string make_description(const CLI::App* app) const override {
        return wrapped(CLI::Formatter::make_description(app), kScreenWidth);
    }
};

// An unset variable of a shell script is an empty word, and shall not pass for an option left out.
void refuse_empty_values(CLI::App& app) {
    const CLI::Validator not_empty(
        [](std::string& value) { return std::string(value.empty() ? "must not be empty" : ""); },
        "");
    for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        for (CLI::Option* option : command->get_options()) {
            if (option->get_expected_max() > 0) option->check(not_empty);
        }
    }
}

// Throws InputError, with what may have been meant, unless `word` is a command or an option.
void require_command(const CLI::App& app, const std::string& word) {
    if (word.starts_with('-')) return;
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        names.push_back(command->get_name());
    }
    if (std::find(names.begin(), names.end(), word) != names.end()) return;
    const std::string near = models::nearest(word, names);
    throw InputError(fmt::format(
        "no command is called '{}'; {}", word,
        near.empty() ? "singlesday --help lists them" : fmt::format("did you mean {}?", near)));
}

}  // namespace

int run_command_line(int argc, const char* const* argv, std::ostream& out, std::ostream& err,
                     const Hooks& hooks) {
    CLI::App app(
        "singlesday: a discrete-event simulator of China's 11.11, order by order.\n"
        "Start with: singlesday run scenarios/smoke.yaml",
        "singlesday");
    app.formatter(std::make_shared<ScreenFormatter>());
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
    refuse_empty_values(app);
    const bool json = std::any_of(
        argv, argv + argc, [](const char* word) { return std::string_view(word) == "--json"; });
    const auto refused = [&](int code, const std::string& message,
                             const std::vector<std::string>& reasons = {}) {
        if (json) {
            const Json j{{"schema", 1},
                         {"status", "refused"},
                         {"exit_code", code},
                         {"reason", message},
                         {"reasons", reasons.empty() ? std::vector{message} : reasons}};
            out << text_of(j) << std::flush;
        }
        return code;
    };
    const auto failed = [&](int code, const std::string& message,
                            const std::vector<std::string>& reasons = {}) {
        err << "singlesday: " << message << '\n';
        return refused(code, message, reasons);
    };
    try {
        if (argc > 1) require_command(app, argv[1]);
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        if (app.exit(e, out, err) != 0) return refused(kBadInput, e.what());
        if (!out.flush()) return failed(kRefused, kNoOutput);
        return kFine;
    } catch (const InputError& e) {
        return failed(kBadInput, e.what());
    }
    try {
        const int code = console.chosen();
        if (!out.flush()) return failed(kRefused, kNoOutput);
        return code;
    } catch (const InputError& e) {
        return failed(kBadInput, e.what(), e.reasons());
    } catch (const IoError& e) {
        return failed(kRefused, e.what(), e.reasons());
    } catch (const std::filesystem::filesystem_error& e) {
        return failed(kRefused, e.path1().string() + ": " + e.code().message());
    } catch (const std::bad_alloc&) {
        return failed(kRefused, "out of memory");
    } catch (const std::system_error& e) {
        return failed(kRefused, e.what());
    } catch (const std::exception& e) {
        return failed(kInternalError, std::string("internal error: ") + e.what());
    }
}

}  // namespace tools
