#include "tools/verify/experiment.hpp"

#include <algorithm>
#include <cctype>
#include <exception>

#include "sim/kernel/worker_pool.hpp"

namespace tools::verify {
namespace {

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

}  // namespace

std::vector<Experiment> all_experiments() {
    std::vector<Experiment> all;
    for (auto family : {station_experiments, fixed_station_experiments, abandonment_experiments,
                        network_experiments, cell_experiments, transient_experiments,
                        spike_experiments, retrial_experiments, batch_experiments,
                        arrival_experiments, population_experiments, random_number_experiments}) {
        std::ranges::move(family(), std::back_inserter(all));
    }
    return all;
}

std::vector<Experiment> matching(std::vector<Experiment> experiments,
                                 std::span<const std::string> texts) {
    std::erase_if(experiments, [&](const Experiment& e) {
        const std::string name = lower(e.name);
        return !texts.empty() && std::ranges::none_of(texts, [&](const std::string& text) {
            return name.find(lower(text)) != std::string::npos;
        });
    });
    return experiments;
}

std::vector<Outcome> run(std::span<const Experiment> experiments, int threads) {
    std::vector<Outcome> outcomes(experiments.size());
    std::vector<std::exception_ptr> errors(experiments.size());
    sim::WorkerPool pool(threads);
    pool.for_each(experiments.size(), [&](std::size_t i) {
        try {
            Rows rows;
            experiments[i].run(rows);
            outcomes[i] = {experiments[i].name, experiments[i].source, rows.take()};
        } catch (...) {
            errors[i] = std::current_exception();
        }
    });
    for (const std::exception_ptr& error : errors) {
        if (error) std::rethrow_exception(error);
    }
    return outcomes;
}

bool all_hold(std::span<const Outcome> outcomes) {
    return std::ranges::all_of(outcomes, [](const Outcome& outcome) {
        return std::ranges::all_of(outcome.rows,
                                   [](const Row& row) { return row.verdict() == Verdict::holds; });
    });
}

}  // namespace tools::verify
