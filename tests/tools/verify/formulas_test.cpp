// The closed forms against printed or independently computed values.
#include "tools/verify/formulas.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <numeric>

using namespace tools::verify;

namespace {

// As printed, to so many decimals.
Approx printed(double value, int decimals) {
    return Approx(value).epsilon(0).margin(0.51 * std::pow(10, -decimals));
}

}  // namespace

TEST_CASE("Erlang B and C") {
    CHECK(erlang_b(10, 5) == printed(.0183845703, 10));
    CHECK(erlang_b(10, 8) == printed(.1216610643, 10));
    CHECK(erlang_b(10, 10) == printed(.2145823431, 10));
    CHECK(erlang_b(30, 20) == printed(.0084574983, 10));
    CHECK(erlang_b(30, 25) == printed(.0526031722, 10));
    CHECK(erlang_b(100, 90) == printed(.0269573805, 10));
    CHECK(erlang_b(1000, 950) == printed(.0036492937, 10));
    // Printed tables of the load that loses one customer in a hundred.
    CHECK(erlang_b(1, .0101) == Approx(.01).epsilon(1e-3));
    CHECK(erlang_b(2, .1526) == Approx(.01).epsilon(1e-3));
    CHECK(erlang_b(5, 1.3608) == Approx(.01).epsilon(1e-4));
    CHECK(erlang_b(20, 12.0306) == Approx(.01).epsilon(1e-4));
    CHECK(erlang_b(50, 37.9014) == Approx(.01).epsilon(1e-4));
    CHECK(erlang_b(10, 4.4612) == Approx(.01).epsilon(1e-4));
    CHECK(erlang_b(100, 84.0642) == Approx(.01).epsilon(1e-4));

    CHECK(erlang_c(1, .8) == printed(.8, 10));
    CHECK(erlang_c(2, 1.6) == printed(.7111111111, 10));
    CHECK(erlang_c(5, 4) == printed(.5541125541, 10));
    CHECK(erlang_c(10, 8) == printed(.4091801508, 10));
    CHECK(erlang_c(10, 9) == printed(.6687315241, 10));
    CHECK(erlang_c(20, 18) == printed(.5507690048, 10));
    CHECK(erlang_c(100, 90) == printed(.2169404809, 10));
    CHECK(erlang_c(100, 95) == printed(.5064568539, 10));
    CHECK(erlang_c(1000, 950) == printed(.0682534154, 10));
    CHECK(erlang_c(10, 8) * std::exp(-2) == printed(.05537651, 8));
    // The mean wait is C / (c - A).
    CHECK(erlang_c(5, 4) / 1 == printed(.5541125541, 10));
    CHECK(erlang_c(10, 8) / 2 == printed(.2045900754, 10));
    CHECK(erlang_c(20, 18) / 2 == printed(.2753845024, 10));
    CHECK(erlang_c(100, 90) / 10 == printed(.0216940481, 10));
    CHECK(erlang_c(100, 95) / 5 == printed(.1012913708, 10));
    CHECK(erlang_c(1000, 950) / 50 == printed(.0013650683, 10));
}

TEST_CASE("one server, any service, and batches") {
    struct Case {
        double rho, cv2, wait;
    };
    for (const Case& c : {Case{.8, 0, 2}, Case{.8, .25, 2.5}, Case{.8, .5, 3}, Case{.8, 1, 4},
                          Case{.8, 4, 10}, Case{.95, 4, 47.5}}) {
        CAPTURE(c.rho, c.cv2);
        CHECK(wait_in_mg1(c.rho, c.cv2) == Approx(c.wait));
    }
    CHECK(present_in_batches(.8, 1) == Approx(4));
    CHECK(present_in_batches(.8, 2) == Approx(6));
    CHECK(present_in_batches(.8, 10) == Approx(22));
    CHECK(present_in_batches(.8, 100) == Approx(202));
}

TEST_CASE("a server for everybody, arrivals over a day") {
    const UnlimitedServers day{100, 60, 2 * std::numbers::pi / 24, .5};
    const double times[] = {1, 2, 6, 12, 18, 24};
    const double golden[] = {85.34676084,  148.94927613, 286.67772747,
                             248.93902332, 105.80138936, 150.68653395};
    for (std::size_t i = 0; i < 6; ++i) CHECK(day.present(times[i]) == printed(golden[i], 8));
    CHECK(day.lag() == printed(1.842433, 6));
    CHECK(day.amplitude() == printed(106.308992, 6));
}

TEST_CASE("finite queues") {
    struct Case {
        double lambda;
        int servers, room;
        double refused, present, sojourn;
    };
    for (const Case& c :
         {Case{5, 4, 10, .2300243254, 7.3561115625, 1.9107386909},
          Case{9, 10, 15, .0612587618, 9.5155408921, 1.1262766334},
          Case{.9, 1, 5, .1260225500, 2.1947823006, 2.7902859515}, Case{20, 10, 50, .5, 49, 4.9}}) {
        CAPTURE(c.lambda, c.servers, c.room);
        const FiniteQueue q(c.lambda, 1, c.servers, c.room);
        CHECK(q.refused == printed(c.refused, 10));
        CHECK(q.present == printed(c.present, 9));
        CHECK(q.sojourn == printed(c.sojourn, 9));
    }
    // A bucket of random tokens is M/M/1/b.
    CHECK(FiniteQueue(10, 8, 1, 5).refused == printed(.2710555989, 10));
    CHECK(FiniteQueue(10, 10, 1, 9).refused == printed(.1, 10));
    CHECK(FiniteQueue(12, 10, 1, 5).refused > FiniteQueue(10, 10, 1, 5).refused);
    CHECK(FiniteQueue(10, 12, 1, 5).refused == printed(.100705746, 9));
}

TEST_CASE("patience") {
    struct Case {
        double lambda;
        int servers;
        double theta, delayed, left, waiting;
    };
    for (const Case& c : {Case{10, 10, .5, .6196552309, .1039132123, 2.07826425},
                          Case{95, 100, .5, .3644744648, .0151410416, 2.87679791},
                          Case{100, 100, 1, .5132987983, .0398609968, 3.98609968},
                          Case{120, 100, .5, .9966343704, .1667906310, 40.02975143}}) {
        CAPTURE(c.lambda, c.theta);
        const Impatience q(c.lambda, 1, c.servers, c.theta);
        CHECK(q.delayed == printed(c.delayed, 10));
        CHECK(q.left == printed(c.left, 10));
        CHECK(q.waiting == printed(c.waiting, 8));
    }
    // Nobody waits if patience is nil, and all do as Erlang says if it is endless.
    CHECK(FixedPatience(8, 1, 10, 0).left == Approx(erlang_b(10, 8)));
    CHECK(FixedPatience(8, 1, 10, 100).delayed == Approx(erlang_c(10, 8)));
}

TEST_CASE("networks") {
    const auto tandem = jackson({{.8, 1, 1, {0, 1}}, {0, 1.25, 1, {0, 0}}});
    CHECK(tandem[0] + tandem[1] == printed(5.7777778, 7));
    CHECK((tandem[0] + tandem[1]) / .8 == printed(7.2222222, 7));
    const auto three =
        jackson({{1, 2, 1, {0, .6, .4}}, {0, 1.5, 1, {.2, 0, 0}}, {0, 1, 2, {0, .3, 0}}});
    CHECK(three[0] == printed(1.40449438, 8));
    CHECK(three[1] == printed(1.27659574, 8));
    CHECK(three[2] == printed(.49427199, 8));
    const auto through =
        traffic({{1, 2, 1, {0, .6, .4}}, {0, 1.5, 1, {.2, 0, 0}}, {0, 1, 2, {0, .3, 0}}});
    CHECK(through[0] == printed(1.1682242991, 10));
    CHECK(through[1] == printed(.8411214953, 10));
    CHECK(through[2] == printed(.4672897196, 10));
}

TEST_CASE("retrials") {
    CHECK(classical_orbit(.5, 1, .5) == printed(1.5, 10));
    CHECK(classical_orbit(.8, 1, .2) == printed(19.2, 10));
    CHECK(classical_orbit(.8, 1, 2) == printed(4.8, 10));
    // Those who come back at once are a queue, whoever comes back; rho^2 / (1 - rho).
    CHECK(classical_orbit(.5, 1, 1e9) == Approx(.5));
    CHECK(constant_orbit(.5, 1, 1e9) == Approx(.5));
    // An orbit that seldom holds two behaves alike under both.
    CHECK(constant_orbit(1e-4, 1, 1) == Approx(classical_orbit(1e-4, 1, 1)).epsilon(1e-3));
}

TEST_CASE("buckets and vehicles") {
    // For one token it is Erlang's loss formula; far above saturation it is the fluid limit.
    CHECK(refused_by_bucket(10, 8, 1) == Approx(10.0 / 18.0));
    CHECK(refused_by_bucket(20, 8, 10) == Approx(1 - 8.0 / 20.0).epsilon(1e-3));

    const Timetable eight(8, 10);
    CHECK(eight.left == printed(.87862232, 8));
    CHECK(eight.wait == printed(.60982779, 8));
    const Timetable nine(9, 10);
    CHECK(nine.left == printed(3.10123845, 8));
    CHECK(nine.wait == printed(.84458205, 8));
    const Timetable large(45, 50);
    CHECK(large.left == printed(1.77866492, 8));
    CHECK(large.wait == printed(.53952589, 8));

    const FullOrTimeout slow(1, 50, 30);
    CHECK(slow.size == printed(30.998815, 6));
    CHECK(slow.wait == printed(15.482505, 6));
    const FullOrTimeout fast(2, 50, 30);
    CHECK(fast.size == printed(49.764914, 6));
    CHECK(fast.wait == printed(12.197556, 6));
    const FullOrTimeout small(1, 10, 30);
    CHECK(small.size == printed(9.999997, 6));
    CHECK(small.wait == printed(4.499999, 6));
}

TEST_CASE("laws that change with time") {
    const auto rate = [](double t) { return 4 + 3 * std::sin(2 * std::numbers::pi * t / 8); };
    const auto five = time_dependent(rate, 1, 5, 120, {2, 4, 8, 12, 16});
    const double present[] = {6.20550585, 8.80343541, 3.52327936, 10.00578796, 4.00891792};
    const double busy[] = {.67637730, .80145830, .24284697, .83934962, .29016115};
    for (std::size_t i = 0; i < five.size(); ++i) {
        CHECK(five[i].present == printed(present[i], 6));
        CHECK(five[i].all_busy == printed(busy[i], 6));
    }
    // With a server for everybody the mean obeys m' = lambda - mu m.
    const auto all = time_dependent([](double) { return 6.0; }, 2, 60, 60, {1});
    CHECK(all[0].present == Approx(3 * (1 - std::exp(-2))));
}

TEST_CASE("a spike into a capacity") {
    const SpikeIntoCapacity spike(1000, 60, 1.2, 400);
    CHECK(spike.arrived(30) == printed(23367.6266, 4));
    CHECK(spike.peak_time == printed(68.76, 2));
    CHECK(spike.longest == printed(14985.3, 1));
    CHECK(spike.wait == printed(37.46, 2));
    CHECK(spike.clear_time == printed(183.03, 2));
    CHECK(spike.queue(spike.clear_time) == printed(0, 6));
    double area = 0;  // under the queue, by Simpson's rule
    const int steps = 1000;
    for (int i = 0; i <= steps; ++i) {
        const double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
        area += weight * spike.queue(spike.clear_time * i / steps);
    }
    CHECK(spike.total_wait == Approx(area * spike.clear_time / steps / 3));
}

TEST_CASE("M/M/1 from empty") {
    struct Case {
        double rho;
        double golden[6];  // customers 2, 5, 10, 25, 50, 100
    };
    for (const Case& c : {Case{.5, {.333333, .720622, .907162, .993264, .999837, 1.000000}},
                          Case{.8, {.444444, 1.188959, 1.859832, 2.797181, 3.410509, 3.810376}},
                          Case{.9, {.473684, 1.329465, 2.195003, 3.667232, 4.998451, 6.399234}}}) {
        CAPTURE(c.rho);
        const auto delays = delays_from_empty(c.rho, 100);
        int i = 0;
        for (const std::size_t n : {2u, 5u, 10u, 25u, 50u, 100u}) {
            CHECK(delays[n - 1] == printed(c.golden[i++], 6));
        }
    }
    // Averages over the first customers; Law and Kelton print 2.12 for .9 of this 2.360544.
    const auto average = [](double rho, std::size_t n) {
        const auto delays = delays_from_empty(rho, static_cast<int>(n));
        return std::accumulate(delays.begin(), delays.end(), 0.0) / static_cast<double>(n);
    };
    CHECK(average(.5, 25) == printed(.841626, 6));
    CHECK(average(.8, 25) == printed(1.919005, 6));
    CHECK(average(.9, 25) == printed(2.360544, 6));
    CHECK(average(.5, 100) == printed(.960000, 6));
    CHECK(average(.8, 100) == printed(3.100054, 6));
    CHECK(average(.9, 100) == printed(4.593538, 6));
}

TEST_CASE("populations") {
    CHECK(hawkes_mean(1, .5, 2, 10) == printed(19.0000454, 7));
    const Adoption ten(10, .03, .38, 5);
    CHECK(ten.mean == printed(.273642, 6));
    CHECK(ten.deviation == printed(.241647, 6));
    const Adoption hundred(100, .03, .38, 5);
    CHECK(hundred.mean == printed(.323562, 6));
    CHECK(hundred.deviation == printed(.094155, 6));
    const Adoption thousand(1000, .03, .38, 5);
    CHECK(thousand.mean == printed(.330407, 6));
    CHECK(thousand.deviation == printed(.030550, 6));
}

TEST_CASE("adoption as a fluid, and the newsvendor") {
    const BassFluid bass{.03, .38};
    CHECK(bass.peak_time() == printed(6.19261920, 8));
    CHECK(bass.share(bass.peak_time()) == printed(.46052632, 8));
    CHECK(bass.growth(bass.peak_time()) == printed(.11059211, 8));
    const double years[] = {1, 2, 5, 10, 20};
    const double golden[] = {.03575816, .08505628, .33119864, .81280322, .99625941};
    for (std::size_t i = 0; i < 5; ++i) CHECK(bass.share(years[i]) == printed(golden[i], 8));

    const Newsvendor season(1000, 200, 1134.897950, 6, 2);
    CHECK(season.lost == printed(29.830827, 6));
    CHECK(season.profit == printed(5491.557484, 6));
}

TEST_CASE("Zipf") {
    struct Case {
        double s;
        double golden[4];  // the first, the first 100, 1 % and 20 % of a million
    };
    for (const Case& c :
         {Case{.64, {.0025, .0310, .1860, .5578}}, Case{.8, {.0134, .1087, .3624, .7085}},
          Case{.87, {.0255, .1754, .4677, .7769}}, Case{.99, {.0650, .3440, .6643, .8809}},
          Case{1, {.0695, .3604, .6800, .8882}}, Case{1.2, {.1895, .6829, .9096, .9773}}}) {
        CAPTURE(c.s);
        int i = 0;
        for (const int k : {1, 100, 10'000, 200'000}) {
            CHECK(zipf_share(k, 1'000'000, c.s) == printed(c.golden[i++], 4));
        }
    }
}
