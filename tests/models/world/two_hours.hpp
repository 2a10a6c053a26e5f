// A small world for tests: the day of smoke.yaml cut to two hours around the gate.
#pragma once

#include <string>
#include <vector>

#include "sim/stats/digest.hpp"

#include "models/world/world.hpp"

#include "tests/models/scenarios.hpp"

// A run of it takes a moment.
inline models::Scenario two_hours(const std::vector<std::string>& more = {}) {
    std::vector<std::string> overrides = {
        "scale=1/20000",
        "headline.until=2019-11-11T02:00+08:00",
        "detail.0.from=2019-11-10T23:30+08:00",
        "detail.0.until=2019-11-11T02:00+08:00",
        "preorders.balance.until=2019-11-11T02:00+08:00",
        "preorders.deposit.from=2019-11-09T00:00+08:00",
        "logistics.warm_up=1 d",
        "horizon=2019-11-24T00:00+08:00",
        "merchants.head_items=500",
    };
    overrides.insert(overrides.end(), more.begin(), more.end());
    return shipped("smoke.yaml", overrides);
}

// Everything that is recorded, in one number.
inline std::string fingerprint(const models::World& world) {
    sim::Digest digest;
    const auto add = [&](const char* table, const sim::Series& series) {
        for (std::size_t c = 0; c < series.columns().size(); ++c) {
            auto& column = digest.column(table, series.columns()[c]);
            for (std::size_t b = 0; b < series.bins(); ++b) {
                column.add(static_cast<std::int64_t>(b), series.at(b, c));
            }
        }
    };
    models::PlatformProbe probe = world.unit(0).probe();
    for (std::size_t u = 1; u < world.units(); ++u) probe.merge(world.unit(u).probe());
    add("platform", probe.series());
    add("levels", world.levels());
    add("deposits", world.deposits().series());
    for (std::size_t p = 0; p < world.provinces(); ++p) {
        add(world.scenario().provinces[p].name.c_str(), world.province(p).series());
    }
    return digest.hex();
}
