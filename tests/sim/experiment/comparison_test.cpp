#include "sim/experiment/comparison.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "tests/sim/experiment/sleep.hpp"

using namespace sim;

TEST_CASE("paired comparison: Student's sleep data") {
    const Comparison c = compare_paired(kFirst, kSecond, 0.95);
    CHECK(c.base_mean == Approx(0.75).epsilon(1e-12));
    CHECK(c.changed_mean == Approx(2.33).epsilon(1e-12));
    CHECK(c.difference == Approx(1.58).epsilon(1e-12));
    CHECK(c.difference / c.standard_error == Approx(4.0621).margin(5e-5));
    CHECK(c.freedom == 9.0);
    CHECK(c.p == Approx(0.002833).margin(5e-7));
    CHECK(c.interval.low == Approx(0.7001142).margin(5e-8));
    CHECK(c.interval.high == Approx(2.4598858).margin(5e-8));
    REQUIRE(c.relative);
    CHECK(*c.relative == Approx(1.58 / 0.75).epsilon(1e-12));
    REQUIRE(c.variance_reduction);
    // Variances of both samples and of the differences, from the sums of the printed data.
    CHECK(c.variance_reduction->factor ==
          Approx((3.2005556 + 4.0090000) / 1.5128889).epsilon(1e-6));
    CHECK_FALSE(c.identical);
}

TEST_CASE("comparison of independent samples: Student's sleep data") {
    const Comparison c = compare_independent(kFirst, kSecond, 0.95);
    CHECK(c.difference / c.standard_error == Approx(1.8608).margin(5e-5));
    CHECK(c.freedom == Approx(17.776).margin(5e-4));
    CHECK(c.p == Approx(0.07939).margin(5e-6));
    CHECK(c.interval.low == Approx(-0.2054832).margin(5e-8));
    CHECK(c.interval.high == Approx(3.3654832).margin(5e-8));
    CHECK_FALSE(c.variance_reduction);
}

TEST_CASE("sizes and variances may differ") {
    // Variances 1 and 0: all uncertainty, and so all degrees of freedom, come from the first.
    const std::vector<double> spread{1.0, 2.0, 3.0};
    const std::vector<double> point{5.0, 5.0};
    const Comparison c = compare_independent(spread, point, 0.95);
    CHECK(c.difference == 3.0);
    CHECK(c.standard_error == Approx(std::sqrt(1.0 / 3.0)).epsilon(1e-14));
    CHECK(c.freedom == Approx(2.0).epsilon(1e-14));
    const Comparison mirrored = compare_independent(point, spread, 0.95);
    CHECK(mirrored.difference == -3.0);
    CHECK(mirrored.p == c.p);
    CHECK(mirrored.interval == Interval{-c.interval.high, -c.interval.low});
}

TEST_CASE("the same common part leaves the verdict alone and is counted as variance reduction") {
    std::vector<double> base(kFirst);
    std::vector<double> changed(kSecond);
    for (std::size_t i = 0; i < base.size(); ++i) {
        base[i] += 64.0 * static_cast<double>(i);
        changed[i] += 64.0 * static_cast<double>(i);
    }
    const Comparison with = compare_paired(base, changed, 0.95);
    const Comparison without = compare_paired(kFirst, kSecond, 0.95);
    CHECK(with.difference == Approx(without.difference).epsilon(1e-12));
    CHECK(with.p == Approx(without.p).epsilon(1e-10));
    CHECK(with.variance_reduction->factor > 1000.0 * without.variance_reduction->factor);
}

TEST_CASE("samples without spread are decided exactly") {
    const std::vector<double> same{0.1, 0.7, 0.1};
    const Comparison none = compare_paired(same, same, 0.95);
    CHECK(none.p == 1.0);
    CHECK(none.identical);
    CHECK(none.interval == Interval{0.0, 0.0});
    CHECK_FALSE(none.variance_reduction);
    CHECK(judge(none, {none.p}, {}) == Verdict::equivalent);

    const std::vector<double> more{2.0, 3.0, 5.0};
    const std::vector<double> shifted{1.5, 2.5, 4.5};
    const Comparison all = compare_paired(more, shifted, 0.95);
    CHECK(all.p == 0.0);
    CHECK(all.interval == Interval{-0.5, -0.5});
    CHECK_FALSE(all.identical);
    CHECK(equivalence_p(all, 0.5) == 1.0);
    CHECK(equivalence_p(all, 0.500001) == 0.0);
    CHECK(judge(all, {all.p}, {.good = Good::lower}) == Verdict::better);

    const std::vector<double> sevens{7.0, 7.0};
    const std::vector<double> eights{8.0, 8.0, 8.0};
    CHECK(compare_independent(sevens, sevens, 0.95).identical);
    CHECK(compare_independent(sevens, eights, 0.95).p == 0.0);
    CHECK(compare_independent(sevens, eights, 0.95).interval == Interval{1.0, 1.0});
}

TEST_CASE("there is no relative change of a base of 0") {
    const std::vector<double> zeros{0.0, 0.0};
    const std::vector<double> values{1.0, 2.0};
    CHECK_FALSE(compare_paired(zeros, values, 0.95).relative);
    const std::vector<double> negative{-4.0, -4.0};
    CHECK(*compare_paired(negative, values, 0.95).relative == 5.5 / 4.0);
}

TEST_CASE("equivalence is two one-sided tests") {
    const Comparison c = compare_paired(kFirst, kSecond, 0.95);
    const boost::math::students_t law(c.freedom);
    for (const double margin : {0.5, 1.58, 2.0, 3.0, 10.0}) {
        const double above = (c.difference + margin) / c.standard_error;
        const double below = (c.difference - margin) / c.standard_error;
        const double expected = std::max(boost::math::cdf(boost::math::complement(law, above)),
                                         boost::math::cdf(law, below));
        CHECK(equivalence_p(c, margin) == Approx(expected).epsilon(1e-11));
    }
    // Equivalent at 5 % is the same as a 90 % interval inside the margins.
    const double reach = compare_paired(kFirst, kSecond, 0.90).interval.high;
    CHECK(equivalence_p(c, reach) == Approx(0.05).epsilon(1e-11));
    CHECK_THROWS_WITH(equivalence_p(c, 0.0),
                      "equivalence: the margin must be above 0 and finite, not 0");
}

TEST_CASE("verdicts") {
    const Comparison up = compare_paired(kFirst, kSecond, 0.95);
    const Comparison down = compare_paired(kSecond, kFirst, 0.95);
    CHECK(judge(up, {up.p}, {.good = Good::higher}) == Verdict::better);
    CHECK(judge(up, {up.p}, {.good = Good::lower}) == Verdict::worse);
    CHECK(judge(up, {up.p}, {.good = Good::neither}) == Verdict::different);
    CHECK(judge(down, {down.p}, {.good = Good::higher}) == Verdict::worse);
    CHECK(judge(down, {down.p}, {.good = Good::lower}) == Verdict::better);
    // The adjusted p-value decides, and alpha.
    CHECK(judge(up, {0.06}, {.good = Good::higher}) == Verdict::no_evidence);
    CHECK(judge(up, {0.06}, {.good = Good::higher, .alpha = 0.1}) == Verdict::better);
    // Certain, but within what does not matter; and with a margin that is too narrow to tell.
    CHECK(judge(up, {up.p, equivalence_p(up, 3.0)}, {.good = Good::higher}) == Verdict::equivalent);
    CHECK(judge(up, {up.p, equivalence_p(up, 1.0)}, {.good = Good::higher}) == Verdict::better);
    CHECK(judge(up, {0.06, equivalence_p(up, 1.0)}, {.good = Good::higher}) ==
          Verdict::no_evidence);
    // What is adjusted for other metrics counts, of equivalence too.
    CHECK(judge(up, {0.06, 0.06}, {.good = Good::higher}) == Verdict::no_evidence);
    CHECK(judge(up, {0.06, 0.05}, {.good = Good::higher}) == Verdict::equivalent);
    CHECK_THROWS_WITH(judge(up, {up.p}, {.alpha = 0.0}),
                      "comparison: alpha must lie between 0 and 1, not be 0");
}

TEST_CASE("comparison: what is refused") {
    const std::vector<double> one{1.0};
    const std::vector<double> two{1.0, 2.0};
    const std::vector<double> bad{1.0, std::numeric_limits<double>::quiet_NaN()};
    CHECK_THROWS_WITH(compare_paired(one, two, 0.95),
                      "comparison: pairs need samples of equal size, not 1 and 2");
    CHECK_THROWS_WITH(compare_paired(one, one, 0.95),
                      "comparison: needs at least 2 values of each, not 1");
    CHECK_THROWS_WITH(compare_independent(two, one, 0.95),
                      "comparison: needs at least 2 values of changed, not 1");
    CHECK_THROWS_WITH(compare_paired(two, bad, 0.95),
                      "sample: value 1 is nan, not a finite number");
    CHECK_THROWS_WITH(compare_independent(two, two, 1.5),
                      "comparison: the level must lie between 0 and 1, not be 1.5");
}

TEST_CASE("two summaries compare as the samples they summarise") {
    const std::vector<double> base = {3.0, 4.5, 5.25, 4.0}, changed = {6.0, 5.5, 7.75, 6.5, 5.0};
    const sim::Moments a(base), b(changed);
    const auto whole = sim::compare_independent(base, changed, 0.9);
    const auto summed = sim::compare_independent({a.count(), a.mean(), a.variance()},
                                                 {b.count(), b.mean(), b.variance()}, 0.9);
    CHECK(summed.interval == whole.interval);
    CHECK(summed.p == whole.p);
    CHECK_THROWS_WITH(sim::compare_independent({1, 0, 0}, {2, 0, 0}, 0.9),
                      "comparison: needs at least 2 values of base, not 1");
    CHECK_THROWS_WITH(sim::compare_independent({2, 0, 0}, {2, 0, -1}, 0.9),
                      "comparison: changed cannot have mean 0 and variance -1");
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH(sim::compare_independent({2, 0, infinity}, {2, 0, 1}, 0.9),
                      "comparison: base cannot have mean 0 and variance inf");
    // As normal as Student's law gets.
    const std::int64_t many = 50'000'000;
    CHECK(sim::compare_independent({many, 0, 1}, {many, 0, 1}, 0.95).interval.high ==
          Approx(1.959964 * std::sqrt(2.0 / static_cast<double>(many))).epsilon(1e-6));
}
