// The engine against closed forms: the experiments of `singlesday verify`, a case for each family.
#include <catch2/catch.hpp>

#include "tools/verify/experiment.hpp"
#include "tools/verify/page.hpp"

using namespace tools::verify;

namespace {

void check(const std::vector<Experiment>& experiments) {
    REQUIRE(!experiments.empty());
    for (const Experiment& experiment : experiments) {
        DYNAMIC_SECTION(experiment.name) {
            const std::vector<Outcome> outcome = run({&experiment, 1}, 1);
            CHECK(!outcome[0].rows.empty());
            for (const Row& row : outcome[0].rows) {
                INFO(experiment.name << '\n' << to_text(row));
                CHECK(row.verdict() == Verdict::holds);
                CHECK(to_text(row).size() <= 81);  // a screen's width and the end of the line
            }
        }
    }
}

}  // namespace

TEST_CASE("stations in the steady state", "[stations]") {
    check(station_experiments());
}

TEST_CASE("stations of constant capacity", "[fixed]") {
    check(fixed_station_experiments());
}

TEST_CASE("customers who give up", "[abandonment]") {
    check(abandonment_experiments());
}

TEST_CASE("networks of stations", "[networks]") {
    check(network_experiments());
}

TEST_CASE("networks of cells", "[cells]") {
    check(cell_experiments());
}

TEST_CASE("from empty, and arrivals that vary", "[transients]") {
    check(transient_experiments());
}

TEST_CASE("a spike into a finite capacity", "[spike]") {
    check(spike_experiments());
}

TEST_CASE("customers who come back", "[retrials]") {
    check(retrial_experiments());
}

TEST_CASE("token buckets and batches", "[batches]") {
    check(batch_experiments());
}

TEST_CASE("arrival processes", "[arrivals]") {
    check(arrival_experiments());
}

TEST_CASE("populations and stock", "[populations]") {
    check(population_experiments());
}

TEST_CASE("random numbers", "[random]") {
    check(random_number_experiments());
}
