#include "models/logistics/network.hpp"

#include <catch2/catch.hpp>

#include "tests/models/scenarios.hpp"

using namespace models;

TEST_CASE("great circles have the lengths of an independent computation") {
    CHECK(great_circle_km(39.90, 116.41, 31.23, 121.47) == Approx(1066.6925794443).epsilon(1e-9));
    CHECK(great_circle_km(43.83, 87.62, 20.04, 110.20) == Approx(3373.2059415400).epsilon(1e-9));
    CHECK(great_circle_km(90, 0, -90, 0) == Approx(3.141592653589793 * 6371.0088));
    CHECK(great_circle_km(0, 0, 0, 180) == Approx(3.141592653589793 * 6371.0088));
    CHECK(great_circle_km(30, 110, 30, 110) == 0);
}

TEST_CASE("fitting margins gives the balanced matrix") {
    const Eigen::Vector3d rows(100, 200, 300), columns(250, 200, 150);
    Eigen::Matrix3d distance;
    distance << 0, 10, 20, 10, 0, 12, 20, 12, 0;
    const Eigen::MatrixXd seed = (-0.1 * distance.array()).exp().matrix();
    const Eigen::MatrixXd fitted = fit_margins(seed, rows, columns);
    Eigen::Matrix3d expected;
    expected << 83.633205, 13.922715, 2.444081, 83.095266, 102.214013, 14.690721, 83.271530,
        83.863272, 132.865198;
    CHECK((fitted - expected).cwiseAbs().maxCoeff() < 1e-5);
}

TEST_CASE("a margin of nothing leaves nothing, and the others are met") {
    const Eigen::Vector3d rows(100, 0, 200), columns(0, 120, 180);
    const Eigen::MatrixXd fitted = fit_margins(Eigen::MatrixXd::Ones(3, 3), rows, columns);
    CHECK((fitted.rowwise().sum() - rows).cwiseAbs().maxCoeff() < 1e-9);
    CHECK((fitted.colwise().sum().transpose() - columns).cwiseAbs().maxCoeff() < 1e-9);
}

TEST_CASE("shares of the network add up, and parcels go where people are") {
    // Also where a province sends nothing, and another one gets nothing.
    const char* const nothing =
        GENERATE("seed=1", "provinces.0.parcels=0", "provinces.30.buyers=0");
    CAPTURE(nothing);
    const Scenario s = shipped("smoke.yaml", {nothing});
    const Network network(s.logistics, s.provinces, std::vector<double>(31, 1.0));
    double pick = 0, hub = 0, doors = 0, background = 0;
    for (std::size_t p = 0; p < network.provinces(); ++p) {
        pick += network.pick_share(p);
        hub += network.origin_hub_share(p);
        doors += network.delivery_share(p);
        background += network.background_share(p);
        double to = 0;
        for (const double w : network.background_destinations(p)) to += w;
        CHECK(to == Approx(1));
        for (std::size_t q = 0; q < network.provinces(); ++q) {
            CHECK(network.km(p, q) == Approx(network.km(q, p)));
            CHECK(network.travel(p, q) >= s.logistics.tick);
        }
    }
    CHECK(pick == Approx(1));
    CHECK(hub == Approx(1));
    CHECK(doors == Approx(1));
    CHECK(background == Approx(1));
    // What all origins send to a province is its share of the buyers: the other margin.
    for (std::size_t q = 0; q < network.provinces(); ++q) {
        double in = 0;
        for (std::size_t p = 0; p < network.provinces(); ++p) {
            in += network.background_share(p) * network.background_destinations(p)[q];
        }
        CHECK(in == Approx(network.delivery_share(q)).epsilon(1e-9));
    }
}
