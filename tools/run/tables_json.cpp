#include <cmath>
#include <thread>

#include "tools/base/build_info.hpp"
#include "tools/base/json.hpp"
#include "tools/run/metrics.hpp"
#include "tools/run/tables.hpp"

namespace tools {
namespace {

// The whole number that was counted, from what it stands for at full size.
std::int64_t unscaled(double full_size, double k) {
    return std::llround(full_size / k);
}

}  // namespace

std::string summary_json(const Results& r, const RunContext& p) {
    const models::Scenario& s = r.world->scenario();
    Json j;
    j["schema"] = 1;
    j["status"] = p.status;
    j["reason"] = p.reason.empty() ? Json(nullptr) : Json(p.reason);
    j["scenario"] = s.name;
    j["version"] = kVersion;
    j["seed"] = s.seed;
    j["scale"] = 1 / static_cast<double>(s.scale);
    j["inputs"] = {"gmv_cny", "delivery_orders", "peak_orders_per_s"};
    for (const Metric& m : metrics()) j[std::string(m.name)] = number(value_of(m, r));
    // What was counted so far, at the run's scale.
    const std::pair<const char*, double> counts[] = {
        {"orders_created", r.orders_created},
        {"orders_paid", r.orders_paid},
        {"orders_rejected", r.orders_rejected},
        {"orders_expired", r.orders_expired},
        {"delivery_orders", r.orders_paid},
        {"parcels_shipped", r.parcels_shipped},
        {"parcels_delivered", r.parcels_delivered},
        {"stockout_lost_orders", r.stockout_lost_orders}};
    for (const auto& [name, full_size] : counts) j["raw"][name] = unscaled(full_size, r.k);
    j["raw"]["gmv_fen"] = unscaled(r.gmv_cny * 100, r.k);
    j["raw"]["presale_gmv_fen"] = unscaled(r.presale_gmv_cny * 100, r.k);
    j["thresholds"] = thresholds_json(p.thresholds);
    j["digest"] = r.digest.hex();
    j["events"] = r.world->executor().events();
    j["wall_s"] = p.wall_s;
    j["peak_rss_bytes"] = p.peak_rss_bytes;
    return j.dump(2) + "\n";
}

std::string manifest_json(const Results& r, const RunContext& p) {
    const models::Scenario& s = r.world->scenario();
    Json j;
    j["schema"] = 1;
    j["program"] = "singlesday";
    j["version"] = kVersion;
    j["commit"] = kCommit;
    j["compiler"] = kCompiler;
    j["boost"] = kBoost;
    j["status"] = p.status;
    if (!p.reason.empty()) j["reason"] = p.reason;
    j["scenario"] = {{"name", s.name}, {"title", s.title}, {"hash", p.inputs.hash}};
    j["seed"] = s.seed;
    j["scale"] = 1 / static_cast<double>(s.scale);
    j["simulated"] = {{"from_s", sim::to_seconds(r.world->begin())},
                      {"until_s", sim::to_seconds(r.world->now())},
                      {"windows", r.world->executor().windows()},
                      {"shoppers", r.world->sizes().shoppers},
                      {"intentions", r.ledger.units.intentions},
                      {"orders_created", r.ledger.units.created},
                      {"orders_as_counts", r.ledger.units.counted},
                      {"deposits", r.ledger.deposits_placed},
                      {"parcels", r.ledger.parcels.made + r.ledger.parcels.background}};
    j["digest"]["total"] = r.digest.hex();
    for (const std::string& table : r.digest.tables()) {
        Json columns;
        for (const std::string& column : r.digest.columns(table)) {
            columns[column] = r.digest.of_column(table, column).hex();
        }
        j["digest"]["tables"][table] = {{"total", r.digest.of_table(table).hex()},
                                        {"columns", columns}};
    }
    Json memory;
    for (const auto& m : r.world->memory()) memory[m.component] = m.bytes;
    j["volatile"] = {{"started", p.started},
                     {"wall_s", p.wall_s},
                     {"peak_rss_bytes", p.peak_rss_bytes},
                     {"threads", p.threads},
                     {"cores", std::thread::hardware_concurrency()},
                     {"events", r.world->executor().events()},
                     {"memory_bytes", memory}};
    return j.dump(2) + "\n";
}

}  // namespace tools
