// What the fields of a scenario must satisfy together. What passes here runs: no later stage finds
// a window empty, a weight missing or a number too large for its bits.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "models/consumers/buyers.hpp"
#include "models/logistics/network.hpp"
#include "models/world/scenario.hpp"
#include "models/world/sizes.hpp"

namespace models {
namespace {

constexpr sim::Duration kQuarter = 15 * sim::kMinute;

// Numbers of check-outs and visits share their bits with the round of visits (buyers.hpp). Visits
// are a Poisson number; at a mean of 30 a round beyond 63 comes once in ten million runs.
constexpr double kMostIntentions = 1.5e10;
constexpr double kMostVisits = 30;
static_assert(kMostIntentions < static_cast<double>(std::int64_t{1} << Buyers::kRoundShift));

constexpr double kMostServers = 1e8;
constexpr double kLeastValue = 1, kMostValue = 100'000;  // of a mean order, CNY

void check_quarters(const Scenario& s, const Window& d, Checker& c) {
    const std::pair<const char*, sim::Time> times[] = {{"detail", d.from},
                                                       {"detail", d.until},
                                                       {"headline", s.headline.from},
                                                       {"headline", s.headline.until},
                                                       {"start", s.start},
                                                       {"horizon", s.horizon}};
    for (const auto& [field, t] : times) {
        c.require(t % kQuarter == 0, field,
                  "times of the run must lie on quarters of an hour from the origin",
                  {field, "origin"});
    }
}

// The integral of the browsing levels over a window: visits are in proportion to it.
double browsing_in(const std::vector<BrowseLevel>& levels, sim::Time headline, const Window& w) {
    double mass = 0;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const sim::Time from = std::max(headline + levels[i].from, w.from);
        const sim::Time until =
            i + 1 < levels.size() ? std::min(headline + levels[i + 1].from, w.until) : w.until;
        if (until > from) mass += levels[i].level * sim::to_seconds(until - from);
    }
    return mass;
}

void check_visits(const Scenario& s, const Sizes& sizes, Checker& c) {
    if (s.headline.until <= s.headline.from) return;  // is an error already
    const Checker::Fields fields = {"consumers", "preorders", "scale", "detail", "headline"};
    const auto& levels = s.consumers.browse.levels;
    const double headline = browsing_in(levels, s.headline.from, s.headline);
    c.require(headline > 0, "consumers.browse.levels", "nobody browses in the headline", fields);
    if (headline <= 0 || s.detail.size() != 1) return;
    const double visits =
        sizes.visits / headline * browsing_in(levels, s.headline.from, s.detail.front());
    // Each stream of visits goes round its own shoppers.
    const auto shoppers = static_cast<double>(sizes.shoppers);
    const double fewest = std::max(1.0, std::floor(shoppers / kDemandStreams)) * kDemandStreams;
    c.require(visits <= kMostVisits * std::min(shoppers, fewest), "consumers.shoppers",
              fmt::format("{:.4g} shoppers would make {:.4g} visits; there must be one for each {}",
                          shoppers, visits, kMostVisits),
              fields);
}

void check_servers(const Scenario& s, Checker& c) {
    const PlatformParams& p = s.platform;
    const auto check = [&](const char* field, const char* capacity, const char* what, double rate,
                           sim::Duration service) {
        const double servers = rate * sim::to_seconds(service) / static_cast<double>(s.scale);
        c.require(servers <= kMostServers, field,
                  fmt::format("{} would need {:.4g} servers; there can be {:.0e} at most", what,
                              servers, kMostServers),
                  {"platform", "consumers.orders_per_checkout", "scale"});
        // A capacity never rounds to nothing. Peaks mean nothing at smaller scales anyway.
        const auto least = static_cast<double>(p.units);
        if (s.scale <= 10'000 && servers < least) {
            c.warn(
                capacity,
                fmt::format("gives {:.2g} servers of {} at this scale; each of {} units has one, "
                            "as if it were {:.3g} times as large",
                            servers, what, p.units, least / servers));
        }
    };
    check("platform.creation_time", "platform.order_capacity", "order creation",
          p.order_capacity / s.consumers.mean_orders() * p.creation_headroom, p.creation_time);
    check("platform.payment_time", "platform.payment_capacity", "payment", p.payment_capacity,
          p.payment_time);
}

// Tables and digests tell rows by these names.
template <class Named>
void check_names(const std::vector<Named>& all, const char* field, const char* what, Checker& c) {
    std::vector<std::string> names;
    for (const Named& one : all) names.push_back(one.name);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    c.require(twice == names.end(), field,
              twice == names.end() ? "" : fmt::format("two {} are called '{}'", what, *twice),
              {field});
}

void check_lanes(const Scenario& s, Checker& c) {
    const LogisticsParams& p = s.logistics;
    double road = p.local_distance_km;
    for (const ProvinceParams& a : s.provinces) {
        for (const ProvinceParams& b : s.provinces) {
            const double km = great_circle_km(a.latitude, a.longitude, b.latitude, b.longitude);
            road = std::max(road, km * p.detour);
        }
    }
    const double transfer = road > p.transfer_beyond_km ? sim::to_seconds(p.transfer_time) : 0;
    const double hours = road / p.road_speed_km_h + transfer / 3600;
    c.require(hours * static_cast<double>(sim::kHour) <= kLongestStage, "logistics",
              fmt::format("the longest lane, {:.0f} km, would take {:.4g} h; it may take {:.0f} h",
                          road, hours, kLongestStage / static_cast<double>(sim::kHour)),
              {"logistics", "provinces"});
}

}  // namespace

void check_times(const Scenario& s, Checker& c) {
    c.require(s.openings.size() == 1, "openings", "there must be exactly one opening",
              {"openings"});
    c.require(kQuarter % s.logistics.tick == 0, "logistics.tick",
              "must divide a quarter of an hour", {"logistics.tick"});
    c.require(s.logistics.tick % sim::kMinute == 0, "logistics.tick", "must be whole minutes",
              {"logistics.tick"});
    c.require(s.origin.utc_s % 86400 == (86400 - s.origin.offset_min * 60) % 86400, "origin",
              "must be a midnight", {"origin"});
    c.require(s.headline.until > s.headline.from, "headline", "must not be empty", {"headline"});
    c.require(s.openings.empty() || s.start <= s.openings.front(), "start",
              "must not lie after the first opening: those who came before would be missing",
              {"start", "openings"});
    c.require(s.detail.size() == 1, "detail", "there must be exactly one window of detail",
              {"detail"});
    if (s.detail.size() != 1) return;
    const Window& d = s.detail.front();
    check_quarters(s, d, c);
    c.require(static_cast<double>(d.until - d.from) <= kLongestDetail, "detail",
              "must not be longer than 31 d", {"detail"});
    c.require(d.from <= s.headline.from && s.headline.until <= d.until, "detail",
              "the headline must lie inside the window of detail", {"detail", "headline"});
    c.require(s.horizon > d.from && s.horizon > s.start, "horizon",
              "must lie after the start and after the begin of detail",
              {"horizon", "detail", "start"});
    c.require(s.openings.empty() || s.headline.until <= s.headline.from ||
                  (d.from <= s.openings.front() && s.openings.front() < s.headline.until),
              "openings", "the opening must lie in the window of detail, before the headline ends",
              {"openings", "detail", "headline"});
    const auto& levels = s.consumers.browse.levels;
    c.require(!levels.empty() && levels.front().from <= d.from - s.headline.from,
              "consumers.browse.levels", "the first level must begin with the detail",
              {"consumers.browse.levels", "detail", "headline"});
    c.require(s.preorders.balance.from >= s.headline.from && s.preorders.balance.until <= d.until,
              "preorders.balance", "must lie between the headline's start and the end of detail",
              {"preorders.balance", "headline", "detail"});
    c.require(s.preorders.deposit.until <= d.from || s.preorders.deposit.until <= s.headline.from,
              "preorders", "deposits must close before the headline",
              {"preorders.deposit", "detail", "headline"});
}

void check_sizes(const Scenario& s, Checker& c) {
    const double value = static_cast<double>(s.consumers.gmv) / 100 / s.consumers.delivery_orders;
    c.require(value >= kLeastValue && value <= kMostValue, "consumers.gmv",
              fmt::format("an order would be worth {:.4g} CNY on average; it must be between {} "
                          "and {} CNY",
                          value, kLeastValue, kMostValue),
              {"consumers.gmv", "consumers.delivery_orders"});
    if (s.consumers.mean_orders() < 1) return;  // is an error already
    const Sizes sizes = size_of(s);
    const double intentions = static_cast<double>(sizes.carts + sizes.deposits) + sizes.visits;
    c.require(intentions <= kMostIntentions, "consumers.delivery_orders",
              fmt::format("{:.4g} carts, deposits and visits would be needed; there can be {:.4g}",
                          intentions, kMostIntentions),
              {"consumers", "preorders", "scale"});
    check_visits(s, sizes, c);
    check_names(s.provinces, "provinces", "provinces", c);
    check_names(s.merchants.categories, "merchants.categories", "categories", c);
    check_servers(s, c);
    check_lanes(s, c);
}

}  // namespace models
