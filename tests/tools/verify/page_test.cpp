#include "tools/verify/page.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "tools/verify/samples.hpp"

using namespace tools::verify;

TEST_CASE("a row holds within 4.5 standard errors of at most 1 %") {
    const auto verdict = [](Rule rule, double expected, double measured, double error) {
        return Row{"", rule, expected, measured, error}.verdict();
    };
    CHECK(verdict(Rule::mean, 10, 10.04, 0.01) == Verdict::holds);
    CHECK(verdict(Rule::mean, 10, 10.05, 0.01) == Verdict::fails);
    CHECK(verdict(Rule::mean, 10, 9.95, 0.01) == Verdict::fails);
    CHECK(verdict(Rule::mean, 10, 10, 0.11) == Verdict::too_noisy);
    CHECK(verdict(Rule::mean, -10, -10.04, 0.01) == Verdict::holds);
    CHECK(verdict(Rule::score, 0, 4.4, 1) == Verdict::holds);
    CHECK(verdict(Rule::score, 0, -4.6, 1) == Verdict::fails);
    CHECK(verdict(Rule::number, 3, 3, 0) == Verdict::holds);
    CHECK(verdict(Rule::number, 3, 3.001, 0.0001) == Verdict::fails);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(verdict(Rule::mean, 10, nan, 0.01) == Verdict::fails);
    CHECK(verdict(Rule::mean, 10, 10, nan) == Verdict::fails);
    CHECK(verdict(Rule::number, nan, 3, 1) == Verdict::fails);
}

TEST_CASE("estimates know their error") {
    BatchMeans batches(2);
    for (int i = 0; i < 60; ++i) batches.add(i % 4 < 2 ? 1 : 3);  // means 1, 3, 1, 3, ...
    CHECK(batches.estimate().value == 2);
    CHECK(batches.estimate().error == Approx(std::sqrt(30.0 / 29 / 30)));
    BatchMeans few(1);
    few.add(1);
    CHECK_THROWS_AS(few.estimate(), std::logic_error);
    Sample sample;
    for (int i = 0; i < 100; ++i) sample.add(i % 2);
    CHECK(sample.mean().value == 0.5);
    CHECK(sample.mean().error == Approx(0.05));
    CHECK(sample.variance().value == 0.25);
}

TEST_CASE("scores see what is uneven") {
    const std::vector<std::int64_t> even{1000, 990, 1010, 1005, 995};
    const std::vector<std::int64_t> uneven{1000, 850, 1150, 1005, 995};
    const std::vector<double> expected(5, 1000);
    CHECK(chi_square_score(even, expected) < 0);
    CHECK(chi_square_score(uneven, expected) > 4.5);
}

TEST_CASE("the page names every row and fails if one of them does") {
    Rows rows;
    rows.mean("a mean", 10, {10.02, 0.01});
    rows.score("a score", -0.5);
    rows.number("a number", 7, 8);
    const std::vector<Outcome> outcomes{{"Things", "Somebody 1900", rows.take()}};
    CHECK_FALSE(all_hold(outcomes));
    const std::string text = table(outcomes);
    CHECK(text.find("Things (Somebody 1900)\n") != std::string::npos);
    CHECK(
        text.find("  a mean                                        10      10.02  +2.00 holds\n") !=
        std::string::npos);
    CHECK(
        text.find("  a number                                       7          8        FAILS\n") !=
        std::string::npos);
    CHECK(text.ends_with("2 of 3 rows hold.\n"));
    const auto page = nlohmann::json::parse(to_json(outcomes));
    CHECK(page["holds"] == false);
    CHECK(page["experiments"][0]["rows"][0]["standard_error"] == 0.01);
    CHECK(page["experiments"][0]["rows"][2]["verdict"] == "FAILS");
}

TEST_CASE("experiments are chosen by name, and have one each") {
    const auto all = all_experiments();
    std::set<std::string> names;
    for (const Experiment& e : all) {
        CHECK(names.insert(e.name).second);
        CHECK(e.name.size() + e.source.size() + 3 <= 80);
    }
    CHECK(matching(all, {}).size() == all.size());
    const std::vector<std::string> texts{"with feedback", "PHILOX"};
    CHECK(matching(all, texts).size() == 2);
    const std::vector<std::string> unknown{"no such thing"};
    CHECK(matching(all, unknown).empty());
}

TEST_CASE("outcomes come in order on any number of threads, errors too") {
    std::vector<Experiment> experiments;
    for (int i = 0; i < 20; ++i) {
        experiments.push_back({std::to_string(i), "", [i](Rows& rows) { rows.number("", i, i); }});
    }
    for (const int threads : {1, 2, 5}) {
        const auto outcomes = run(experiments, threads);
        REQUIRE(outcomes.size() == 20);
        for (int i = 0; i < 20; ++i) {
            CHECK(outcomes[static_cast<std::size_t>(i)].name == std::to_string(i));
            CHECK(outcomes[static_cast<std::size_t>(i)].rows[0].measured == i);
        }
    }
    experiments.push_back({"bad", "", [](Rows&) { throw std::runtime_error("on purpose"); }});
    CHECK_THROWS_WITH(run(experiments, 2), "on purpose");
}
