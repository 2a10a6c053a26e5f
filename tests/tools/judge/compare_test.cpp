#include "tools/judge/compare.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "tools/base/errors.hpp"

using namespace tools;

namespace {

// Replications of one metric, seeds 1, 2, ... unless told otherwise.
RunRecord run_of(const std::string& name, const std::string& metric,
                 const std::vector<double>& values, std::int64_t first_seed = 1) {
    RunRecord run;
    run.path = name;
    run.schema = 1;
    run.status = "complete";
    run.scenario_text = "scale: 1/100\nheadline: {from: a, until: b}\nlogistics: {couriers: 1}\n";
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto n = static_cast<std::int64_t>(i);
        run.rows.push_back({n + 1, first_seed + n, n + 1, {{metric, values[i]}}});
    }
    return run;
}

std::string refusal(const RunRecord& base, const RunRecord& changed,
                    const CompareOptions& options = {}) {
    try {
        compare(base, changed, options);
    } catch (const InputError& e) {
        return e.what();
    }
    return "none";
}

const char* kDays = "days_until_half_delivered";

}  // namespace

TEST_CASE("replications with the same seeds are pairs, and a common change is certain") {
    const RunRecord base = run_of("a", kDays, {4.0, 5.0, 6.0, 7.0});
    const RunRecord less = run_of("b", kDays, {3.4, 4.6, 5.5, 6.5});
    const RunComparison c = compare(base, less, {});
    CHECK(c.paired);
    REQUIRE(c.metrics.size() == 1);
    const MetricComparison& m = c.metrics.front();
    CHECK(m.difference() == Approx(-0.5));
    CHECK(*m.relative() == Approx(-0.5 / 5.5));
    CHECK(*m.verdict == sim::Verdict::better);  // fewer days are good
    // The differences -0.6, -0.4, -0.5, -0.5 have a variance of 1/150.
    CHECK(m.test->variance_reduction->factor > 100);
    CHECK(m.test->standard_error == Approx(std::sqrt(1.0 / 150 / 4)));

    // With other seeds the same numbers are noise.
    const RunComparison apart = compare(base, run_of("b", kDays, {3.4, 4.6, 5.5, 6.5}, 50), {});
    CHECK_FALSE(apart.paired);
    const std::string screen = compare_screen(base, less, apart, {});
    CHECK(screen.find("\n4 against 4 replications, 95 % intervals, Holm over 1\n"
                      "no pairs, as they share no seeds: Welch's test\n") != std::string::npos);
    CHECK(*apart.metrics.front().verdict == sim::Verdict::no_evidence);
}

TEST_CASE("a difference that is too small to matter is equivalent") {
    const RunRecord base = run_of("a", kDays, {4.0, 5.0, 6.0, 7.0});
    const RunRecord near = run_of("b", kDays, {4.01, 5.011, 6.01, 7.012});
    CHECK(*compare(base, near, {}).metrics.front().verdict == sim::Verdict::worse);
    CompareOptions options;
    options.equivalent = 0.01;
    CHECK(*compare(base, near, options).metrics.front().verdict == sim::Verdict::equivalent);
}

TEST_CASE("equivalences of several metrics hold together") {
    // The difference is 0.005 with a standard error of 0.0091, the margin 0.055: t is 5.477 with 3
    // degrees of freedom, p 0.006. Alone that is equivalent, and no longer beside nine others.
    RunRecord base = run_of("a", kDays, {4.0, 5.0, 6.0, 7.0});
    RunRecord near = run_of("b", kDays, {4.015, 4.985, 6.025, 6.995});
    CompareOptions options;
    options.equivalent = 0.01;
    const MetricComparison alone = compare(base, near, options).metrics.front();
    CHECK(*alone.verdict == sim::Verdict::equivalent);
    CHECK(*alone.adjusted_equivalence_p == *alone.equivalence_p);
    const double others[] = {0.0, 2.0, 1.0, 3.0};  // far from equivalent
    std::size_t named = 1;
    for (const Metric& m : metrics()) {
        if (m.name == kDays || named == 10) continue;
        ++named;
        for (std::size_t i = 0; i < 4; ++i) {
            base.rows[i].metrics[std::string(m.name)] = 1;
            near.rows[i].metrics[std::string(m.name)] = others[i];
        }
    }
    const RunComparison c = compare(base, near, options);
    CHECK(c.tested() == 10);
    for (const MetricComparison& m : c.metrics) {
        CHECK(*m.verdict == sim::Verdict::no_evidence);
        if (m.metric->name != kDays) continue;
        CHECK(*m.equivalence_p == *alone.equivalence_p);
        CHECK(*m.adjusted_equivalence_p == Approx(10 * *m.equivalence_p));
    }
    const std::string json = compare_json({{"b", c}}, "a", options);
    CHECK(json.find("\"adjusted_equivalence_p\": 0.") != std::string::npos);
}

TEST_CASE("replications that share their inputs are one value") {
    RunRecord base = run_of("a", kDays, {4.0, 4.2, 6.0, 6.4});
    RunRecord more = run_of("b", kDays, {4.1, 4.3, 6.2, 6.6});
    for (RunRecord* run : {&base, &more}) {
        for (RunRecord::Row& row : run->rows) row.inputs = (row.replication + 1) / 2;
    }
    const RunComparison c = compare(base, more, {});
    CHECK(c.metrics.front().test->freedom == 1);  // two draws of the inputs
    CHECK(c.metrics.front().test->base_mean == Approx(5.15));
    CHECK(compare_screen(base, more, c, {})
              .find("\n4 pairs in 2 draws (common random numbers), 95 % intervals") !=
          std::string::npos);
    // The same seeds, each with inputs of its own: what they share is not all of a pair.
    for (RunRecord::Row& row : base.rows) row.inputs = row.replication + 10;
    const RunComparison apart = compare(base, more, {});
    CHECK_FALSE(apart.paired);
    CHECK(compare_screen(base, more, apart, {})
              .find("\n4 against 4 replications in 4 and 2 draws, 95 % intervals, Holm over 1\n"
                    "no pairs, as they share seeds but not draws of the inputs: Welch's test\n") !=
          std::string::npos);
}

TEST_CASE("the table of factors tells their intervals and correlations, and who loses by pairs") {
    RunRecord base = run_of("a", kDays, {4.0, 5.0, 6.0, 7.0}), more = base;
    const double against[] = {7.5, 6.0, 5.0, 4.0}, with[] = {4.5, 5.4, 6.5, 7.4};
    for (std::size_t i = 0; i < 4; ++i) {
        base.rows[i].metrics["gmv_cny"] = *base.rows[i].metrics[kDays];
        more.rows[i].metrics["gmv_cny"] = against[i];
        more.rows[i].metrics[kDays] = with[i];
    }
    const RunComparison c = compare(base, more, {});
    const std::string screen = compare_screen(base, more, c, {});
    const std::string title =
        "\nhow many times smaller pairs make the variance of the difference\n";
    REQUIRE(screen.find(title) != std::string::npos);
    const std::string table = screen.substr(screen.find(title) + title.size());
    CHECK(table.find(
              "  metric                             factor         95 % interval  correlation\n"
              "  gmv_cny                             0.504") == 0);
    CHECK(table.find("       -0.994\n") != std::string::npos);
    CHECK(table.find("        0.999\n") != std::string::npos);
    CHECK(table.find("  below 1, where pairs know less than independent runs would: gmv_cny\n") !=
          std::string::npos);
    std::istringstream lines(screen);
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
    const std::string json = compare_json({{"b", c}}, "a", {});
    CHECK(json.find("\"variance_reduction_interval\": [") != std::string::npos);
    CHECK(json.find("\"correlation\": -0.99") != std::string::npos);
}

TEST_CASE("single runs have a difference and no verdict") {
    const RunComparison c =
        compare(run_of("a", "gmv_cny", {100}), run_of("b", "gmv_cny", {90}), {});
    REQUIRE(c.metrics.size() == 1);
    CHECK_FALSE(c.metrics.front().verdict);
    CHECK(*c.metrics.front().relative() == Approx(-0.1));
    CHECK(std::count(c.missing.begin(), c.missing.end(), kDays) == 1);
}

TEST_CASE("a metric that some replications lack is not compared by the others") {
    RunRecord base = run_of("runs/a", kDays, {4.0, 5.0, 6.0});
    RunRecord more = run_of("runs/b", kDays, {3.0, 4.0, 5.0});
    base.rows[2].metrics.clear();  // the slowest did not get there
    for (RunRecord* run : {&base, &more}) {
        for (RunRecord::Row& row : run->rows)
            row.metrics["gmv_cny"] = 100.0 + static_cast<double>(row.seed);
    }
    const RunComparison c = compare(base, more, {});
    CHECK(c.tested() == 1);
    REQUIRE(c.partly.size() == 1);
    CHECK(c.partly[0].base_known == 2);
    CHECK_FALSE(c.partly[0].base_mean);
    CHECK(*c.partly[0].changed_mean == 4);
    const std::string screen = compare_screen(base, more, c, {});
    CHECK(screen.find("3 pairs (common random numbers), 95 % intervals, Holm over 1\n") !=
          std::string::npos);
    CHECK(screen.find("\n  not known in every replication (in so many), so not compared:\n"
                      "  days_until_half_delivered         2 of 3        4\n") !=
          std::string::npos);
    const std::string csv = compare_csv({{"b", c}}, {});
    CHECK(csv.find("b,days_until_half_delivered,days,,4,,,,,,,,,true,2,3,0.95,,,,,,\n") !=
          std::string::npos);
    CHECK(compare_json({{"b", c}}, "a", {}).find("\"known\": [\n            2,\n            3") !=
          std::string::npos);
}

TEST_CASE("a metric that is named twice is tested once") {
    const RunRecord base = run_of("a", kDays, {4.0, 5.0, 6.0});
    CompareOptions options;
    options.metrics = {kDays, kDays};
    CHECK(compare(base, base, options).metrics.size() == 1);
}

TEST_CASE("what makes no sense is refused, with the reason") {
    const RunRecord base = run_of("a", kDays, {1, 2});
    RunRecord other = run_of("b", kDays, {1, 2});
    other.scenario_text = "scale: 1/10\nheadline: {from: a, until: b}\n";
    CHECK(refusal(base, other) ==
          "cannot compare a with b: their scales are 1/100 and 1/10, and chance and queues differ "
          "with the scale");
    other.scenario_text = "scale: 1/100\nheadline: {from: a, until: c}\n";
    CHECK(refusal(base, other) ==
          "cannot compare a with b: headline.until is b and c, so their totals count different "
          "times");
    other = base;
    other.path = "b";
    other.schema = 2;
    CHECK(refusal(base, other) == "cannot compare a with b: their summaries have schema 1 and 2");
    other.schema = 1;
    other.status = "partial";
    CHECK(refusal(base, other) ==
          "cannot compare a with b: b is partial; --allow-partial takes it anyway");
    CHECK(refusal(base, run_of("b", kDays, {1})) ==
          "cannot compare a with b: a has 2 replications and b is a single run; --replications "
          "makes as many of a scenario file");
    CompareOptions options;
    options.allow_partial = true;
    CHECK(refusal(base, other, options) == "none");
    options.metrics = {"days_until_halb_delivered"};
    CHECK(refusal(base, base, options) ==
          "--metric days_until_halb_delivered: no such metric; did you mean "
          "days_until_half_delivered?");
}

TEST_CASE("the screen fits 80 columns and shows what was changed") {
    const RunRecord base = run_of("runs/a", kDays, {4.0, 5.0, 6.0, 7.0});
    RunRecord changed = run_of("runs/b", kDays, {3.4, 4.6, 5.5, 6.5});
    changed.scenario_text =
        "scale: 1/100\nheadline: {from: a, until: b}\nlogistics: {couriers: 2}\n";
    const CompareOptions options;
    const RunComparison c = compare(base, changed, options);
    const std::string screen = compare_screen(base, changed, c, options);
    std::istringstream lines(screen);
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
    CHECK(screen.find("  logistics.couriers  1     2\n") != std::string::npos);
    CHECK(screen.find("4 pairs (common random numbers), 95 % intervals, Holm over 1\n") !=
          std::string::npos);
    CHECK(screen.find("  days_until_half_delivered            5.5        5   -9.1 %   2.4 %"
                      "      better\n") != std::string::npos);
}
