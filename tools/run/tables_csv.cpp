#include <fmt/format.h>
#include <iterator>

#include "models/scenario/calendar.hpp"

#include "tools/run/columns.hpp"
#include "tools/run/metrics.hpp"
#include "tools/run/tables.hpp"

namespace tools {
namespace {

using models::World;

// "time,elapsed_s,bin_s" of a bin.
void bin_head(std::string& out, const World& world, sim::Time begin, sim::Time end) {
    fmt::format_to(std::back_inserter(out), "{},{},{}",
                   models::format_instant(end, world.scenario().origin, models::Seconds::always),
                   sim::to_seconds(end), sim::to_seconds(end - begin));
}

}  // namespace

std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string metrics_csv(double k) {
    std::string out = "table,column,unit,kind,fluid_safe,meaning\n";
    for (const Column& c : columns()) {
        out += fmt::format("{},{},{},{},{},{}\n", c.table, c.name, c.unit, c.kind,
                           safe_at(c.smallest, k) ? "yes" : "no", csv_field(c.meaning));
    }
    return out;
}

std::string platform_csv(const Results& r) {
    const World& world = *r.world;
    const models::ProbePlan& plan = world.probes();
    std::string out = "time,elapsed_s,bin_s";
    for (const RateColumn& c : platform_rates()) out += fmt::format(",{}", c.column.name);
    out += ",gmv_cny_cumulative";
    std::vector<Smallest> levels;
    for (const std::string& name : World::level_names()) {
        out += ',' + name;
        levels.push_back(smallest_of("platform", name));
    }
    out += '\n';
    // Empty where it would mean nothing at the run's scale.
    const auto cell = [&](Smallest smallest, double value) {
        out += ',';
        if (safe_at(smallest, r.k)) fmt::format_to(std::back_inserter(out), "{}", value);
    };
    std::int64_t gmv_fen = 0;
    for (std::size_t b = 0; b < plan.bins.count() && plan.bins.end(b) <= world.now(); ++b) {
        const sim::Time begin = plan.bins.begin(b), end = plan.bins.end(b);
        bin_head(out, world, begin, end);
        for (const RateColumn& c : platform_rates()) {
            const auto n = static_cast<double>(r.platform.series().at(b, c.source));
            cell(c.column.smallest, n * r.k / sim::to_seconds(end - begin));
        }
        gmv_fen += r.platform.series().at(b, models::kGmvFen);
        if (begin < plan.headline_from) {
            out += ',';
        } else {
            fmt::format_to(std::back_inserter(out), ",{}",
                           static_cast<double>(gmv_fen) * r.k / 100);
        }
        for (std::size_t c = 0; c < levels.size(); ++c) {
            cell(levels[c], static_cast<double>(world.levels().at(b, c)) * r.k);
        }
        out += '\n';
    }
    return out;
}

std::string preorders_csv(const Results& r) {
    const World& world = *r.world;
    const sim::BinCalendar& bins = world.probes().bins;
    const sim::BinCalendar& blocks = world.deposit_bins();
    std::string out =
        "time,elapsed_s,bin_s,deposits_cumulative,deposits_cny_cumulative,balances_paid_per_s,"
        "balances_paid_cumulative,deposits_forfeited_per_s,deposits_forfeited_cumulative,"
        "deposits_open\n";
    std::size_t block = 0;
    double cny = 0, last_paid = 0, last_forfeited = 0;
    for (std::size_t b = 0; b < bins.count() && bins.end(b) <= world.now(); ++b) {
        // A block of deposits is placed when it begins.
        for (; block < blocks.count() && blocks.begin(block) < bins.end(b); ++block) {
            const std::int64_t fen =
                world.deposits().series().at(block, models::DepositCell::cash_column);
            cny += static_cast<double>(fen) * r.k / 100;
        }
        const auto at = [&](std::size_t column) {
            return static_cast<double>(world.preorders().at(b, column)) * r.k;
        };
        const double placed = at(0), paid = at(1), forfeited = at(2), held = at(3);
        const double seconds = sim::to_seconds(bins.end(b) - bins.begin(b));
        bin_head(out, world, bins.begin(b), bins.end(b));
        fmt::format_to(std::back_inserter(out), ",{},{},{},{},{},{},{}\n", placed, cny,
                       (paid - last_paid) / seconds, paid, (forfeited - last_forfeited) / seconds,
                       forfeited, held);
        last_paid = paid;
        last_forfeited = forfeited;
    }
    return out;
}

std::string logistics_csv(const Results& r) {
    const World& world = *r.world;
    const sim::Duration tick = world.scenario().logistics.tick;
    std::string out = "time,elapsed_s,bin_s";
    for (const std::string& name : models::logistics_column_names()) {
        out += ',' + name + "_cumulative";
    }
    out += '\n';
    std::vector<std::int64_t> sums(models::kLogisticsColumns);
    for (std::size_t b = 0; b < r.parcels.bins(); ++b) {
        const sim::Time begin = world.begin() + static_cast<sim::Time>(b) * tick;
        if (begin + tick > world.now()) break;
        bin_head(out, world, begin, begin + tick);
        for (std::size_t c = 0; c < sums.size(); ++c) {
            sums[c] += r.parcels.at(b, c);
            const double k = c == models::kTrucks ? 1 : r.k;
            fmt::format_to(std::back_inserter(out), ",{}", static_cast<double>(sums[c]) * k);
        }
        out += '\n';
    }
    return out;
}

std::string logistics_by_province_csv(const Results& r) {
    const World& world = *r.world;
    const sim::Duration tick = world.scenario().logistics.tick;
    const auto per_hour = static_cast<std::size_t>(sim::kHour / tick);
    std::string out =
        "time,elapsed_s,bin_s,province,parcels_made,parcels_shipped,parcels_delivered\n";
    for (std::size_t b = 0; b + per_hour <= r.parcels.bins(); b += per_hour) {
        const sim::Time begin = world.begin() + static_cast<sim::Time>(b) * tick;
        if (begin + sim::kHour > world.now()) break;
        if (begin < world.scenario().headline.from) continue;
        for (std::size_t p = 0; p < world.provinces(); ++p) {
            bin_head(out, world, begin, begin + sim::kHour);
            out += ',' + csv_field(world.scenario().provinces[p].name);
            for (const std::size_t c :
                 {models::kParcelsMade, models::kParcelsShipped, models::kParcelsDelivered}) {
                std::int64_t sum = 0;
                for (std::size_t i = b; i < b + per_hour; ++i) {
                    sum += world.province(p).series().at(i, c);
                }
                fmt::format_to(std::back_inserter(out), ",{}", static_cast<double>(sum) * r.k);
            }
            out += '\n';
        }
    }
    return out;
}

std::string milestones_csv(const Results& r) {
    const models::Origin& origin = r.world->scenario().origin;
    std::string out = "year,metric,time,elapsed_s,published,simulated,error,role,error_share\n";
    const auto cell = [](const std::optional<double>& x) { return x ? fmt::format("{}", *x) : ""; };
    const auto error = [&](const std::optional<double>& x) {
        return safe_at(kSmallestOfErrors, r.k) ? cell(x) : "";
    };
    for (const Milestone& m : r.milestones) {
        out +=
            fmt::format("{},{},{},{},{},{},{},{},{}\n", m.year, m.metric,
                        m.at ? models::format_instant(*m.at, origin, models::Seconds::always) : "",
                        m.at ? fmt::format("{}", sim::to_seconds(*m.at)) : "", m.published,
                        cell(m.simulated), error(m.error()), m.role, error(m.error_share));
    }
    return out;
}

std::string funnel_csv(const Results& r) {
    const models::UnitTotals& u = r.headline.headline;
    const models::ParcelTotals& p = r.ledger.parcels;
    std::string out = "stage,count,meaning\n";
    const auto row = [&](const char* stage, std::int64_t n, const char* meaning,
                         Smallest smallest = Smallest::any) {
        const bool safe = safe_at(smallest, r.k);
        out += fmt::format("{},{},{}\n", stage,
                           safe ? fmt::format("{}", static_cast<double>(n) * r.k) : "",
                           csv_field(meaning));
    };
    row("visits_without_choice", u.visits_without_choice, "visitors who found nothing");
    row("intentions", u.intentions, "check-outs that somebody wanted");
    row("attempts", u.attempts, "tries to create them", smallest_of(models::kAttempts));
    row("rejected", u.rejected, "tries refused by admission or a full queue",
        smallest_of(models::kOrdersRejected));
    row("timed_out", u.timed_out, "tries that waited too long");
    row("accepted", u.accepted, "tries that went through");
    row("given_up", u.given_up, "check-outs given up, sold-out ones included",
        smallest_of(models::kGivenUp));
    row("ordered", u.ordered, "check-outs with at least one order");
    row("stockout_lost_orders", u.stock_lost, "orders lost to sold-out items",
        smallest_of(models::kOrdersStockout));
    row("orders_created", u.created, "orders, pre-orders apart");
    row("orders_paid", u.paid, "of those, paid");
    row("orders_expired", r.ledger.units.headline_expired, "of those, closed unpaid later");
    row("deposits", r.ledger.deposits_placed, "pre-orders");
    row("balances_paid", u.balances_paid, "of those, paid in full");
    row("parcels_made", p.headline_made, "delivery orders of the headline");
    row("parcels_delivered", p.headline_delivered, "of those, at their doors");
    return out;
}

}  // namespace tools
