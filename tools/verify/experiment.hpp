// The list of experiments: each drives parts of the engine through a case that theory has solved.
//
// An experiment is a pure function: it has its own fixed seeds and shares nothing, so it may run on
// any thread and gives the same rows wherever it runs. To add one, write it beside its kin and add
// it to their list.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/verify/row.hpp"

namespace tools::verify {

struct Experiment {
    std::string name;    // unique
    std::string source;  // of the closed form: author and year, or how it was computed
    std::function<void(Rows&)> run;
};

// By family. All of them, in this order, make the page.
std::vector<Experiment> station_experiments();
std::vector<Experiment> fixed_station_experiments();
std::vector<Experiment> abandonment_experiments();
std::vector<Experiment> network_experiments();
std::vector<Experiment> cell_experiments();
std::vector<Experiment> transient_experiments();
std::vector<Experiment> spike_experiments();
std::vector<Experiment> retrial_experiments();
std::vector<Experiment> batch_experiments();
std::vector<Experiment> arrival_experiments();
std::vector<Experiment> population_experiments();
std::vector<Experiment> random_number_experiments();

std::vector<Experiment> all_experiments();

// Those whose name holds one of the texts, whatever the case; all if there are no texts.
std::vector<Experiment> matching(std::vector<Experiment> experiments,
                                 std::span<const std::string> texts);

struct Outcome {
    std::string name;
    std::string source;
    std::vector<Row> rows;
};

// The outcomes in the order of the experiments, whatever the number of threads. Requires threads
// >= 1. An exception in an experiment is thrown on when all are done.
std::vector<Outcome> run(std::span<const Experiment> experiments, int threads);

// Every row holds.
bool all_hold(std::span<const Outcome> outcomes);

}  // namespace tools::verify
