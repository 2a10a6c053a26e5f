#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <ostream>
#include <thread>

#include "tools/base/errors.hpp"
#include "tools/commands/commands.hpp"
#include "tools/verify/experiment.hpp"
#include "tools/verify/page.hpp"

namespace tools {
namespace {

struct VerifyOptions {
    std::vector<std::string> filter;
    int threads = static_cast<int>(std::thread::hardware_concurrency());
    bool json = false;
    bool list = false;
};

int verify_engine(const VerifyOptions& options, std::ostream& out, std::ostream& err) {
    const auto experiments = verify::matching(verify::all_experiments(), options.filter);
    if (experiments.empty()) {
        throw InputError(
            fmt::format("no experiment has '{}' in its name; verify --list prints "
                        "all of them",
                        fmt::join(options.filter, "' or '")));
    }
    if (options.list) {
        for (const verify::Experiment& e : experiments) out << e.name << '\n';
        return kFine;
    }
    err << fmt::format("{} experiment{} on {} thread{}\n", experiments.size(),
                       experiments.size() == 1 ? "" : "s", options.threads,
                       options.threads == 1 ? "" : "s")
        << std::flush;
    const auto outcomes = verify::run(experiments, options.threads);
    out << (options.json ? verify::to_json(outcomes) : verify::table(outcomes));
    if (verify::all_hold(outcomes)) return kFine;
    // The seeds are fixed and the input is ours: whatever fails is a defect of the program.
    err << "singlesday: the engine does not meet theory\n";
    return kInternalError;
}

}  // namespace

void add_verify(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand(
        "verify",
        "Hold the engine's own parts against closed forms of queueing and probability theory.\n"
        "Exits with 1 if a row does not hold");
    auto options = std::make_shared<VerifyOptions>();
    options->threads = std::max(options->threads, 1);
    command
        ->add_option("--filter", options->filter,
                     "Only experiments with this text in their name; may be repeated")
        ->allow_extra_args(false);
    command
        ->add_option("--threads", options->threads,
                     "Threads, by default one a core; they do not change the output")
        ->check(CLI::Range(1, 1024));
    command->add_flag("--json", options->json, "Print JSON");
    command->add_flag("--list", options->list, "Print the names of the experiments only");
    command->callback([=, &console] {
        console.chosen = [=, &console] {
            return verify_engine(*options, console.out, console.err);
        };
    });
}

}  // namespace tools
