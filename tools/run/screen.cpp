#include "tools/run/screen.hpp"

#include <fmt/format.h>
#include <iterator>

#include "models/scenario/calendar.hpp"

#include "tools/base/text.hpp"
#include "tools/run/metrics.hpp"

namespace tools {
namespace {

std::string percent(const std::optional<double>& x) {
    return x ? fmt::format("{:+.1f} %", 100 * *x) : "";
}

std::string clock(std::int64_t second) {
    return fmt::format("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
}

std::string days(const std::optional<double>& x) {
    return x ? fmt::format("{:.2f} d", *x) : "not reached";
}

void line(std::string& out, const std::string& name, const std::string& value,
          const std::string& note = "") {
    fmt::format_to(std::back_inserter(out), "  {:<40} {:>14}{}{}\n", name, value,
                   note.empty() ? "" : "  ", note);
}

// A metric that may mean nothing at the run's scale, and says so.
template <class Format>
void scaled_line(std::string& out, const Results& r, std::string_view metric,
                 const std::string& name, Format&& format, const std::string& note = "") {
    const Metric& m = *find_metric(metric);
    if (const auto value = safe_value(m, r)) {
        line(out, name, format(*value), note);
    } else {
        line(out, name, "-",
             fmt::format("unsafe below 1/{}", static_cast<std::int64_t>(m.smallest)));
    }
}

// ", at 00:00:04", or nothing where the instant means nothing at the run's scale.
std::string at_clock(const Results& r, std::string_view metric, const char* lead) {
    const auto value = safe_value(*find_metric(metric), r);
    return value ? lead + clock(static_cast<std::int64_t>(*value)) : "";
}

void milestones(std::string& out, const Results& r) {
    out += "\nmilestones                      published    simulated     error  as share\n";
    const bool safe = safe_at(kSmallestOfErrors, r.k);
    const auto unsafe = [](const Milestone& m) { return m.simulated ? "unsafe" : ""; };
    for (const Milestone& m : r.milestones) {
        std::string name = m.metric;
        for (char& c : name) c = c == '_' ? ' ' : c;
        if (name == "days until 100 million delivered") name = "days until 100 M delivered";
        if (m.at) {
            name += ' ' + clock((*m.at - r.world->scenario().headline.from) / sim::kSecond);
        }
        fmt::format_to(std::back_inserter(out), "  {:<27} {:>11}  {:>11} {:>9}  {:>8}\n", name,
                       short_number(m.published), m.simulated ? short_number(*m.simulated) : "-",
                       safe ? percent(m.error()) : unsafe(m),
                       m.role != "scored" ? m.role
                       : safe             ? percent(m.error_share)
                                          : unsafe(m));
    }
    if (!safe) {
        fmt::format_to(std::back_inserter(out),
                       "  errors mean nothing at this scale; only from 1/{} on\n",
                       static_cast<std::int64_t>(kSmallestOfErrors));
        return;
    }
    const auto median = r.median_error("gmv"), worst = r.worst_error("gmv");
    if (!median || !worst) return;
    fmt::format_to(std::back_inserter(out),
                   "  GMV milestones as shares of the day: median error {:.1f} %, worst {:.1f} %\n",
                   100 * *median, 100 * *worst);
}

void shape(std::string& out, const Results& r) {
    out += "\nthe day\n";
    if (!r.world->headline_over()) {
        out += fmt::format("  cut short at {}; so far\n",
                           models::format_instant(r.world->now(), r.world->scenario().origin));
    }
    line(out, "GMV, CNY", short_number(r.full_cny(r.counted.gmv_fen)), "input");
    line(out, "delivery orders", short_number(r.full(r.counted.orders_paid)), "input");
    scaled_line(out, r, "peak_orders_per_s", "order peak, 1/s", short_number,
                "input" + at_clock(r, "peak_orders_at_s", ", at "));
    scaled_line(out, r, "peak_payments_per_s", "payment peak, 1/s", short_number,
                at_clock(r, "peak_payments_at_s", "at "));
    scaled_line(
        out, r, "payments_plateau_s", "payments at 90 % of it, on end",
        [](double x) { return fmt::format("{} s", x); }, "30-second means");
    if (r.gmv_after_gate_cny) {
        line(out, "GMV in 3 min 59 s after the gate, CNY", short_number(*r.gmv_after_gate_cny));
    }
    if (r.lull_rate) {
        line(out, "rate of GMV 02:00-06:30 to the mean", fmt::format("{:.2f}", *r.lull_rate));
    }
    if (r.closing_rate) {
        line(out, "rate of GMV 22:30-24:00 to the mean", fmt::format("{:.2f}", *r.closing_rate));
    }
    scaled_line(out, r, "orders_rejected", "orders refused, each refusal once", short_number);
    scaled_line(out, r, "stockout_lost_orders", "orders lost to sold-out items", short_number);
    line(out, "orders awaiting payment at its end",
         short_number(r.full(r.counted.awaiting_at_end)));
}

// Many days take more than one line.
void by_day(std::string& out, const std::vector<double>& parcels) {
    std::string row = "  delivered by day, M:";
    const std::size_t indent = row.size();
    for (const double n : parcels) {
        const std::string day = fmt::format(" {:.0f}", n / 1e6);
        if (row.size() + day.size() > kScreenWidth) {
            out += row + '\n';
            row.assign(indent, ' ');
        }
        row += day;
    }
    out += row + '\n';
}

void parcels(std::string& out, const Results& r) {
    out += "\nparcels of the headline\n";
    line(out, "shipped", short_number(r.full(r.counted.parcels_shipped)));
    line(out, "delivered", short_number(r.full(r.counted.parcels_delivered)));
    by_day(out, r.delivered_by_day);
    line(out, "100 million delivered after", days(r.days_until_100_million));
    line(out, "half delivered after", days(r.days_until_half));
    line(out, "95 % delivered after", days(r.days_until_95_percent));
    std::string quantiles;
    for (const char* name : {"days_to_door_p50", "days_to_door_p90", "days_to_door_p95"}) {
        const auto value = value_of(*find_metric(name), r);
        quantiles += (quantiles.empty() ? "" : " ") + (value ? fmt::format("{:.1f}", *value) : "-");
    }
    line(out, "days to the door, p50 p90 p95", quantiles);
}

void machine(std::string& out, const Results& r, const RunContext& p) {
    const models::UnitTotals& u = r.ledger.units;
    const auto orders = static_cast<double>(u.created - u.counted + u.balances_paid);
    out += "\nthe run\n";
    line(out, "orders simulated one by one", short_number(orders), fmt::format("at 1/{}", r.k));
    line(out, "ordinary orders, as counts", short_number(static_cast<double>(u.counted)));
    line(out, "time", fmt::format("{:.1f} s", p.wall_s),
         fmt::format("{} thread{}", p.threads, p.threads == 1 ? "" : "s"));
    line(out, "orders/s", short_number(orders / p.wall_s),
         fmt::format("{:.0f} ns an order", p.wall_s / orders * 1e9));
    line(out, "events", short_number(static_cast<double>(r.world->executor().events())));
    std::string parts;
    for (const auto& m : r.world->memory()) {
        parts += fmt::format("{}{} {:.0f}", parts.empty() ? "" : ", ", m.component,
                             static_cast<double>(m.bytes) / 1e6);
    }
    fmt::format_to(std::back_inserter(out), "  memory, MB: {}\n", parts);
    line(out, "peak resident memory",
         fmt::format("{:.0f} MB", static_cast<double>(p.peak_rss_bytes) / 1e6));
    fmt::format_to(std::back_inserter(out), "  digest {}\n", r.digest.hex());
}

}  // namespace

std::string end_screen(const Results& r, const RunContext& p) {
    const models::Scenario& s = r.world->scenario();
    const std::string title = s.title.empty() ? s.name : s.title;
    const std::string size = fmt::format("(seed {}, scale 1/{})", s.seed, s.scale);
    const bool fits = title.size() + 1 + size.size() <= kScreenWidth;
    std::string out = title + (fits ? " " : "\n") + size + '\n';
    if (!r.milestones.empty()) milestones(out, r);
    shape(out, r);
    parcels(out, r);
    out += thresholds_screen(p.thresholds);
    machine(out, r, p);
    return out;
}

}  // namespace tools
