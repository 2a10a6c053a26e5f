// The integrator against closed forms and its own conservation laws.
#include "tools/fluid/day.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace tools::fluid;

namespace {

// Ten million orders of 100 CNY and an order stage that never fills.
constexpr YearRecord kQuiet{.year = 2000,
                            .gmv = 1e9,
                            .delivery_orders = 1e7,
                            .orders_peak = 1e6,
                            .gate = 3600,
                            .gmv_milestones = {},
                            .order_milestones = {},
                            .payment_milestones = {},
                            .payments_peak = 0};
constexpr double kAmple = 1e9;  // check-outs/s

// Next to nothing but browsing, at the same rate all day.
Shape only_browsing() {
    Shape shape = kCalibrated;
    shape.cart_share = 1e-9;
    shape.presale_share = 1e-9;
    shape.browsing.fill(1);
    return shape;
}

double increase(const std::vector<double>& curve, std::size_t s) {
    return curve[s + 1] - curve[s];
}

}  // namespace

TEST_CASE("every order that is wanted is paid or somewhere in the platform") {
    for (const double capacity : {kAmple, 3e5, 100.0}) {
        YearRecord year = kQuiet;
        year.orders_peak = 150;
        const Day day = integrate(kCalibrated, year, capacity);
        const double left = day.left_retrying + day.left_on_the_way + day.left_in_payment;
        CHECK(day.intentions.back() == Approx(year.delivery_orders).epsilon(1e-9));
        CHECK(day.orders_paid.back() + left == Approx(day.intentions.back()).epsilon(1e-9));
    }
}

TEST_CASE("no second exceeds a capacity and no curve falls") {
    YearRecord year = kQuiet;
    year.orders_peak = 2000;
    const double capacity = 1500;
    const Day day = integrate(kCalibrated, year, capacity);
    double orders = 0;
    double payments = 0;
    for (std::size_t s = 0; s < kSecondsOfDay; ++s) {
        orders = std::max(orders, increase(day.orders_created, s));
        payments = std::max(payments, increase(day.payments, s));
        REQUIRE(increase(day.gmv, s) >= 0);
    }
    CHECK(orders == Approx(year.orders_peak).epsilon(1e-9));
    CHECK(payments == Approx(capacity).epsilon(1e-9));
}

TEST_CASE("carts follow the truncated Lomax law") {
    Shape shape = only_browsing();
    shape.cart_share = 0.5;
    shape.cart_value = 1;
    const Day day = integrate(shape, kQuiet, kAmple);
    const auto fired = [&](double t) {
        return 1 - std::pow(1 + t / shape.cart_scale, -shape.cart_shape);
    };
    for (const int t : {1, 60, 600, 40000}) {
        const double expected =
            kQuiet.delivery_orders * (0.5 * fired(t) / fired(kSecondsOfDay) + 0.5 * t / 86400.0);
        CHECK(at(day.intentions, t) == Approx(expected).epsilon(1e-7));
    }
}

TEST_CASE("balances wait for the gate") {
    Shape shape = only_browsing();
    shape.presale_share = 0.5;
    shape.presale_value = 1;
    const Day day = integrate(shape, kQuiet, kAmple);
    CHECK(at(day.intentions, 3600) == Approx(0.5 * kQuiet.delivery_orders / 24).epsilon(1e-7));
    const double median = shape.presale_scale * (std::pow(2, 1 / shape.presale_shape) - 1);
    const double reach = 1 - std::pow(1 + 82800 / shape.presale_scale, -shape.presale_shape);
    const double rest = 0.5 * (3600 + median) / 86400;
    CHECK(at(day.intentions, 3600 + median) / kQuiet.delivery_orders ==
          Approx(rest + 0.5 * 0.5 / reach).epsilon(1e-4));
    // Balances create no order, and each is a payment of its own.
    CHECK(day.orders_created.back() == Approx(0.5 * kQuiet.delivery_orders).epsilon(1e-6));
}

TEST_CASE("in steady state as many are on the way as arrive in the mean time it takes (Little)") {
    const Shape shape = only_browsing();
    const Day day = integrate(shape, kQuiet, kAmple);
    const double rate = kQuiet.delivery_orders / kSecondsOfDay;
    CHECK(day.left_on_the_way ==
          Approx(rate * (shape.stock_answer + shape.payment_delay)).epsilon(1e-6));
    CHECK(increase(day.payments, 50000) == Approx(rate / shape.orders_per_checkout).epsilon(1e-6));
}

TEST_CASE("an overloaded payment stage keeps the difference of the rates waiting") {
    const Shape shape = only_browsing();
    const double rate = kQuiet.delivery_orders / kSecondsOfDay;
    const Day day = integrate(shape, kQuiet, rate / shape.orders_per_checkout / 2);
    const double lost_at_start = shape.stock_answer + shape.payment_delay;
    // Half the orders wait, but for the first seconds, in which none had arrived to be served.
    CHECK(day.left_in_payment == Approx(rate / 2 * (kSecondsOfDay - lost_at_start)).epsilon(1e-3));
}

TEST_CASE("a crowd at midnight is let in at the capacity of the order stage") {
    Shape shape = only_browsing();
    shape.cart_share = 0.9;
    shape.cart_value = 1;
    shape.cart_shape = 20;  // nearly all fire within the first minute
    YearRecord year = kQuiet;
    year.orders_peak = 5000;
    const Day day = integrate(shape, year, kAmple);
    for (const int t : {10, 300, 1500})
        CHECK(at(day.orders_created, t) == Approx(5000.0 * t).epsilon(1e-9));
}

TEST_CASE("shares and values of the sources close to the totals of the day") {
    const BySource share = order_shares(kCalibrated);
    const BySource value = order_values(kCalibrated, kQuiet);
    CHECK(share[cart] + share[browse] + share[presale] == Approx(1));
    CHECK(share[cart] * value[cart] + share[browse] * value[browse] +
              share[presale] * value[presale] ==
          Approx(kQuiet.gmv / kQuiet.delivery_orders));
    const Day day = integrate(kCalibrated, kQuiet, kAmple);
    CHECK(day.gmv.back() == Approx(kQuiet.gmv).epsilon(1e-3));  // less what midnight cuts off
}

TEST_CASE("a curve is read between its seconds") {
    const std::vector<double> curve{0, 10, 30};
    CHECK(at(curve, 0) == 0);
    CHECK(at(curve, 1.5) == 20);
    CHECK(at(curve, 2) == 30);
}
