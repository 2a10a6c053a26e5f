#include "models/logistics/province.hpp"

#include <catch2/catch.hpp>

#include "sim/kernel/executor.hpp"

#include "models/messages.hpp"

using namespace models;

namespace {

constexpr sim::Duration kTick = 5 * sim::kMinute;

// Hands parcels to the only province at given ticks.
class Payer : public sim::EventCell<Payer> {
  public:
    explicit Payer(sim::CellId to) : EventCell("payer"), to_(to) {}
    void handle(const sim::Event& e) {
        const auto tick = static_cast<std::uint16_t>(e.time / kTick);
        const ParcelLabel label{0, 0, ParcelClass::ordinary, tick};
        send(to_, {sim::make_event(e.time, kParcelsPaid, label.pack()), sim::entity_of(e)});
    }
    std::size_t memory_bytes() const override { return 0; }

  private:
    sim::CellId to_;
};

struct Country {
    LogisticsParams params;
    std::vector<ProvinceParams> provinces{{"only", 30, 110, 1, 1}};
    sim::Duration days = 12 * sim::kDay;

    Country() {
        params.normal_parcels_per_day = 0;
        params.truck_interval = kTick;
        params.pick_hours.assign(24, 1);
        params.work_from = {7 * sim::kHour, 7 * sim::kHour};
        params.work_until = {22 * sim::kHour, 22 * sim::kHour};
    }

    // Parcels paid, by tick; returns the province after the run.
    std::unique_ptr<sim::Executor> run(const std::vector<std::pair<sim::Time, int>>& paid,
                                       bool lose = false) {
        network_ = std::make_unique<Network>(params, provinces, std::vector<double>{1});
        auto executor = std::make_unique<sim::Executor>(sim::Executor::Options{});
        executor->add_phase(sim::WindowCalendar({{0, kTick}}, days));
        executor->add_phase(sim::WindowCalendar({{0, kTick}}, days));
        executor->add_cell(0, std::make_unique<Payer>(1));
        const ProvinceCell::Shared shared{&params, network_.get(),
                                          1,       params.normal_parcels_per_day,
                                          0,       0,
                                          0,       static_cast<std::size_t>(days / kTick),
                                          1,       1};
        executor->add_cell(1, std::make_unique<ProvinceCell>(0, "only", shared));
        executor->connect(0, 1);
        executor->connect(1, 1);
        auto& payer = static_cast<Payer&>(executor->cell(0));
        for (const auto& [t, n] : paid) {
            payer.schedule(sim::make_event(t, kParcelsPaid, static_cast<std::uint64_t>(n)));
        }
        auto& province = static_cast<ProvinceCell&>(executor->cell(1));
        executor->run([&](sim::Time) {
            if (lose && province.lose_for_test()) lose = false;
            const ParcelTotals p = province.totals();
            std::int64_t mailed = 0;
            executor->for_each_mail(
                1, [&](const sim::Message& m) { mailed += static_cast<std::int64_t>(m.payload); });
            balanced = balanced && p.made + p.background ==
                                       p.awaiting_pick + p.in_stages + mailed + p.delivered;
            return true;
        });
        return executor;
    }

    bool balanced = true;

  private:
    std::unique_ptr<Network> network_;
};

const ProvinceCell& province(const sim::Executor& executor) {
    return static_cast<const ProvinceCell&>(executor.cell(1));
}

}  // namespace

TEST_CASE("a parcel that nobody holds up takes the sum of the stages") {
    Country country;
    // Paid at 14:00, so that couriers are at work when it comes to them 20.5 h later.
    const auto executor = country.run({{14 * sim::kHour, 1}});
    const ProvinceCell& only = province(*executor);
    CHECK(only.totals().delivered == 1);
    CHECK(country.balanced);
    const LogisticsParams& p = country.params;
    const sim::Duration road = sim::from_seconds(p.local_distance_km / p.road_speed_km_h * 3600);
    const sim::Duration stages =
        p.pick_time + p.collection_time + p.sorting_time + road + p.unloading_time;
    // Each of the eight steps rounds up to a tick.
    const sim::Duration took = only.delivery_times().max();
    CHECK(took >= stages - kTick);
    CHECK(took <= stages + 8 * kTick);
}

TEST_CASE("capacities bind: merchants by the day, couriers in working hours") {
    Country country;
    country.params.pick_per_day = 2880;      // 10 a tick
    country.params.delivery_per_day = 1800;  // 10 a working tick
    const auto executor = country.run({{0, 5000}});
    const ProvinceCell& only = province(*executor);
    CHECK(only.totals().delivered == 5000);
    CHECK(country.balanced);
    const sim::Series& series = only.series();
    for (std::size_t i = 0; i < series.bins(); ++i) {
        REQUIRE(series.at(i, kParcelsShipped) <= 10);
        REQUIRE(series.at(i, kParcelsDelivered) <= 10);
        const std::size_t of_day = i % 288;
        if (of_day < 84 || of_day >= 264) REQUIRE(series.at(i, kParcelsDelivered) == 0);
    }
    // 5,000 at 10 a tick are shipped in 500 ticks.
    std::size_t last = 0;
    for (std::size_t i = 0; i < series.bins(); ++i) {
        if (series.at(i, kParcelsShipped) > 0) last = i;
    }
    CHECK(last >= 499);
    CHECK(last <= 505);
}

TEST_CASE("trucks hold no more than their capacity and leave full or on time") {
    Country country;
    country.params.truck_capacity = 100;
    country.params.truck_interval = sim::kHour;
    const auto executor = country.run({{15 * sim::kMinute, 1030}});
    CHECK(province(*executor).totals().trucks == 11);
    CHECK(province(*executor).totals().delivered == 1030);
    // The ten full ones leave at once, between two departures of the timetable.
    const sim::Series& series = province(*executor).series();
    std::vector<std::int64_t> departures;
    for (std::size_t i = 0; i < series.bins(); ++i) {
        if (series.at(i, kTrucks) > 0) departures.push_back(series.at(i, kTrucks));
    }
    CHECK(departures == std::vector<std::int64_t>{10, 1});
}

TEST_CASE("fractions of a capacity carry over") {
    Country country;
    country.params.pick_per_day = 100;  // 0.347 a tick
    country.days = 2 * sim::kDay;
    const auto executor = country.run({{0, 150}});
    std::int64_t first_day = 0;
    for (std::size_t i = 0; i < 288; ++i) {
        first_day += province(*executor).series().at(i, kParcelsShipped);
    }
    // Two ticks pass before the first parcel is packed.
    CHECK(first_day >= 98);
    CHECK(first_day <= 100);
}

TEST_CASE("a lost parcel shows in the book") {
    Country country;
    country.run({{8 * sim::kHour, 3}}, true);
    CHECK_FALSE(country.balanced);
}

TEST_CASE("background parcels come at their rate and are delivered") {
    Country country;
    country.params.normal_parcels_per_day = 28'800;
    country.params.delivery_per_day = 1e6;
    country.days = 10 * sim::kDay;
    const auto executor = country.run({});
    const ParcelTotals p = province(*executor).totals();
    CHECK(country.balanced);
    CHECK(std::abs(static_cast<double>(p.background) - 288'000) < 4.5 * std::sqrt(288'000.0));
    CHECK(p.delivered > 220'000);
}
