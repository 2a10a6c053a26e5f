#include "models/platform/probe.hpp"

#include <catch2/catch.hpp>

using namespace models;

namespace {
ProbePlan plan() {
    return {sim::BinCalendar({{-10 * sim::kSecond, sim::kSecond}}, 20 * sim::kSecond),
            0,
            10 * sim::kSecond,
            {2 * sim::kSecond, 5 * sim::kSecond}};
}
}  // namespace

TEST_CASE("marks are read at the exact nanosecond, money only inside the headline") {
    const ProbePlan p = plan();
    PlatformProbe probe(p);
    probe.paid(-1, 1, 100);
    probe.paid(0, 1, 1);
    probe.paid(2 * sim::kSecond - 1, 1, 10);
    probe.paid(2 * sim::kSecond, 2, 100);
    probe.paid(9 * sim::kSecond, 1, 1000);
    probe.paid(10 * sim::kSecond, 1, 10'000);
    CHECK(probe.marks()[0].gmv_fen == 11);
    CHECK(probe.marks()[1].gmv_fen == 100);
    CHECK(probe.marks()[2].gmv_fen == 1000);
    CHECK(probe.payments_by_second()[1] == 1);
    CHECK(probe.payments_by_second()[2] == 1);
    std::int64_t payments = 0, gmv = 0;
    for (std::size_t b = 0; b < probe.series().bins(); ++b) {
        payments += probe.series().at(b, kPayments);
        gmv += probe.series().at(b, kGmvFen);
    }
    CHECK(payments == 6);
    CHECK(gmv == 1111);
}

TEST_CASE("probes of several units add up") {
    const ProbePlan p = plan();
    PlatformProbe a(p), b(p);
    a.created(sim::kSecond, 3);
    b.created(sim::kSecond + 1, 4);
    a.merge(b);
    CHECK(a.created_by_second()[1] == 7);
    CHECK(a.marks()[0].orders_created == 7);
    CHECK(a.series().at(11, kOrdersCreated) == 7);
}
