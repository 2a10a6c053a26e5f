#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <tuple>

#include "models/scenario/calendar.hpp"

#include "tools/run/tables.hpp"

namespace tools {
namespace {

using models::OrderTrace, models::ParcelTrace;

struct InPlace {  // an order's row, and the unit where it happened
    OrderTrace row;
    std::size_t unit;
};

struct AtProvince {
    ParcelTrace row;
    std::size_t province;
};

std::vector<InPlace> orders_in_order(const models::World& world) {
    std::vector<InPlace> rows;
    for (std::size_t u = 0; u < world.units(); ++u) {
        for (const OrderTrace& t : world.unit(u).traces()) rows.push_back({t, u});
    }
    const auto key = [](const InPlace& x) {
        return std::tuple(x.row.checkout, x.row.at, x.row.stage, x.row.line);
    };
    std::sort(rows.begin(), rows.end(),
              [&](const InPlace& a, const InPlace& b) { return key(a) < key(b); });
    return rows;
}

std::vector<AtProvince> parcels_in_order(const models::World& world) {
    std::vector<AtProvince> rows;
    for (std::size_t p = 0; p < world.provinces(); ++p) {
        for (const ParcelTrace& t : world.province(p).traces()) rows.push_back({t, p});
    }
    const auto key = [](const AtProvince& x) {
        return std::tuple(x.row.label, x.row.at, x.row.stage);
    };
    std::sort(rows.begin(), rows.end(),
              [&](const AtProvince& a, const AtProvince& b) { return key(a) < key(b); });
    return rows;
}

std::string name_of(std::uint64_t checkout) {
    static constexpr const char* kNames[models::kSources] = {"cart", "visit", "presale"};
    return fmt::format("{}-{}", kNames[checkout % models::kSources], checkout / models::kSources);
}

}  // namespace

std::string trace_csv(const Results& r) {
    const models::World& world = *r.world;
    const std::vector<AtProvince> parcels = parcels_in_order(world);
    std::string out = "checkout,order,time,elapsed_s,stage,place,item,value_cny\n";
    const auto row = [&](std::uint64_t checkout, std::uint8_t line, sim::Time at,
                         models::TraceStage stage, const std::string& place) {
        fmt::format_to(std::back_inserter(out), "{},{},{},{},{},{}", name_of(checkout),
                       line == models::kWholeCheckout ? "" : std::to_string(line + 1),
                       models::format_instant(at, world.scenario().origin, models::Seconds::always),
                       sim::to_seconds(at), models::kTraceStages[static_cast<std::size_t>(stage)],
                       csv_field(place));
    };
    for (const InPlace& order : orders_in_order(world)) {
        const OrderTrace& t = order.row;
        row(t.checkout, t.line, t.at, t.stage, fmt::format("unit {}", order.unit));
        if (t.stage == models::TraceStage::created) {
            fmt::format_to(std::back_inserter(out), ",{},{}\n", t.item, t.fen / 100.0);
        } else {
            out += ",,\n";
        }
        if (t.stage != models::TraceStage::paid) continue;
        const auto before = [](const AtProvince& p, std::uint64_t label) {
            return p.row.label < label;
        };
        for (auto p = std::lower_bound(parcels.begin(), parcels.end(), t.label, before);
             p != parcels.end() && p->row.label == t.label; ++p) {
            row(t.checkout, t.line, p->row.at, p->row.stage,
                world.scenario().provinces[p->province].name);
            out += ",,\n";
        }
    }
    return out;
}

}  // namespace tools
