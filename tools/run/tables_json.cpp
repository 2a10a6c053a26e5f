#include "tools/base/json.hpp"
#include "tools/run/json_parts.hpp"
#include "tools/run/metrics.hpp"
#include "tools/run/tables.hpp"

namespace tools {

std::string summary_json(const Results& r, const RunContext& p) {
    Json j = summary_head(r.world->scenario(), p);
    for (const Metric& m : metrics()) j[std::string(m.name)] = number(value_of(m, r));
    // What was counted so far, at the run's scale.
    const Counted& c = r.counted;
    j["raw"] = {{"orders_created", c.orders_created},
                {"orders_paid", c.orders_paid},
                {"orders_rejected", c.orders_rejected},
                {"orders_expired", c.orders_expired},
                {"delivery_orders", c.orders_paid},
                {"parcels_shipped", c.parcels_shipped},
                {"parcels_delivered", c.parcels_delivered},
                {"stockout_lost_orders", c.stockout_lost_orders},
                {"gmv_fen", c.gmv_fen},
                {"presale_gmv_fen", c.presale_gmv_fen}};
    j["thresholds"] = thresholds_json(p.thresholds);
    j["digest"] = r.digest.hex();
    j["events"] = r.world->executor().events();
    j["wall_s"] = p.wall_s;
    j["peak_rss_bytes"] = p.peak_rss_bytes;
    return text_of(j);
}

std::string manifest_json(const Results& r, const RunContext& p) {
    Json j = manifest_head(r.world->scenario(), p);
    j["simulated"] = {{"from_s", sim::to_seconds(r.world->begin())},
                      {"until_s", sim::to_seconds(r.world->now())},
                      {"windows", r.world->executor().windows()},
                      {"shoppers", r.world->sizes().shoppers},
                      {"intentions", r.ledger.units.intentions},
                      {"orders_created", r.ledger.units.created},
                      {"orders_as_counts", r.ledger.units.counted},
                      {"deposits", r.ledger.deposits_placed},
                      {"parcels", r.ledger.parcels.made + r.ledger.parcels.background}};
    j["digest"] = {{"total", r.digest.hex()}, {"tables", tables_of(r.digest)}};
    Json memory;
    for (const auto& m : r.world->memory()) memory[m.component] = m.bytes;
    j["volatile"] = volatile_of(p);
    j["volatile"]["events"] = r.world->executor().events();
    j["volatile"]["memory_bytes"] = memory;
    return text_of(j);
}

}  // namespace tools
