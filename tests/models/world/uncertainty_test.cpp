#include "models/world/uncertainty.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/models/scenarios.hpp"

using namespace models;
using Law = UncertainInput::Law;

namespace {

struct Sample {
    double mean = 0, sd = 0, least = 1e300, most = -1e300;
};

// By the midpoint rule over u: the moments of the law itself, without chance.
Sample moments(const UncertainInput& input) {
    constexpr int kSteps = 200'000;
    Sample s;
    double squares = 0;
    for (int i = 0; i < kSteps; ++i) {
        const double x = factor_at(input, (i + 0.5) / kSteps);
        s.mean += x / kSteps;
        squares += x * x / kSteps;
        s.least = std::min(s.least, x);
        s.most = std::max(s.most, x);
    }
    s.sd = std::sqrt(squares - s.mean * s.mean);
    return s;
}

UncertainInput input(Law law, double cv, double low, double mode, double high) {
    return {"consumers.gmv", "", law, cv, low, mode, high};
}

}  // namespace

TEST_CASE("factors have the mean and spread of their law") {
    const Sample normal = moments(input(Law::normal, 0.05, 0, 1, 0));
    CHECK(normal.mean == Approx(1).epsilon(1e-6));
    CHECK(normal.sd == Approx(0.05).epsilon(1e-3));
    const Sample lognormal = moments(input(Law::lognormal, 0.2, 0, 1, 0));
    CHECK(lognormal.mean == Approx(1).epsilon(1e-4));
    CHECK(lognormal.sd == Approx(0.2).epsilon(1e-3));
    const Sample uniform = moments(input(Law::uniform, 0, 0.5, 1, 2));
    CHECK(uniform.mean == Approx(1.25));
    CHECK(uniform.sd == Approx(1.5 / std::sqrt(12)).epsilon(1e-6));
    const Sample triangular = moments(input(Law::triangular, 0, 0.8, 1, 1.1));
    CHECK(triangular.mean == Approx((0.8 + 1 + 1.1) / 3));
    const double spread = 0.64 + 1 + 1.21 - 0.8 - 0.88 - 1.1;  // a^2 + b^2 + c^2 - ab - ac - bc
    CHECK(triangular.sd == Approx(std::sqrt(spread / 18)).epsilon(1e-5));
}

TEST_CASE("factors keep within their bounds, whatever u") {
    const Sample cut = moments(input(Law::normal, 0.5, 0.8, 1, 1.3));
    CHECK(cut.least >= 0.8);
    CHECK(cut.most <= 1.3);
    CHECK(cut.least == Approx(0.8).epsilon(1e-4));
    CHECK(cut.most == Approx(1.3).epsilon(1e-4));
    for (const double u : {0x1p-53, 1.0}) {
        for (const Law law : {Law::normal, Law::lognormal}) {
            const double x = factor_at(input(law, 0.5, 0, 1, 0), u);
            CHECK(std::isfinite(x));
            CHECK(x >= 0);
        }
    }
}

TEST_CASE("a normal factor that is cut off too often is refused") {
    const auto with_cv = [](const std::string& law, const std::string& cv) {
        return read_scenario<Scenario>(SINGLESDAY_SOURCE_DIR "/scenarios/smoke.yaml",
                                       {"uncertainty=[{parameter: consumers.gmv, distribution: " +
                                        law + ", cv: " + cv + "}]"});
    };
    CHECK(with_cv("normal", "30 %").ok());
    CHECK(with_cv("lognormal", "80 %").ok());
    const auto refused = with_cv("normal", "80 %");
    REQUIRE(refused.errors.size() == 1);
    CHECK(refused.errors[0].message.find("take lognormal") != std::string::npos);
}

TEST_CASE("a draw depends on seed, path and number alone, and multiplies what is there") {
    const std::string payment =
        "{parameter: consumers.payment.delay, distribution: lognormal, cv: 10 %}";
    const std::string level = "{parameter: consumers.browse.levels.0.level, cv: 10 %}";
    const Scenario base = shipped("smoke.yaml", {"uncertainty=[" + payment + "," + level + "]"});
    Scenario one = base, again = base, second = base, seed = base;
    const auto drawn = draw_inputs(one, 1);
    REQUIRE(drawn.size() == 2);
    CHECK(drawn[0].factor == draw_inputs(again, 1)[0].factor);
    CHECK(drawn[0].factor != draw_inputs(second, 2)[0].factor);
    seed.seed = 2;
    CHECK(drawn[0].factor != draw_inputs(seed, 1)[0].factor);
    CHECK(one.consumers.payment.delay ==
          std::llround(static_cast<double>(base.consumers.payment.delay) * drawn[0].factor));
    CHECK(one.consumers.browse.levels[0].level ==
          base.consumers.browse.levels[0].level * drawn[1].factor);
    CHECK(one.consumers.gmv == base.consumers.gmv);

    Scenario swapped = shipped("smoke.yaml", {"uncertainty=[" + level + "," + payment + "]"});
    const auto other = draw_inputs(swapped, 1);
    CHECK(other[1].factor == drawn[0].factor);
    CHECK(other[0].factor == drawn[1].factor);
}

TEST_CASE("inputs of one draw rise and fall together") {
    const Scenario base =
        shipped("smoke.yaml", {"uncertainty=[{parameter: consumers.gmv, draw: demand, cv: 5 %},"
                               "{parameter: consumers.delivery_orders, draw: demand, cv: 5 %},"
                               "{parameter: consumers.carts.value, draw: demand, cv: 10 %}]"});
    for (std::int64_t draw = 1; draw <= 5; ++draw) {
        Scenario s = base;
        const auto drawn = draw_inputs(s, draw);
        CHECK(drawn[0].factor == drawn[1].factor);
        CHECK(drawn[2].factor - 1 == Approx(2 * (drawn[0].factor - 1)).epsilon(1e-9));
    }
}
