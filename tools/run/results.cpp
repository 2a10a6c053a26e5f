#include "tools/run/results.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace tools {
namespace {

using models::World;

// Spans of the day whose rate is compared with the day's mean, from its start.
constexpr sim::Duration kLullFrom = 2 * sim::kHour, kLullUntil = 6 * sim::kHour + 30 * sim::kMinute;
constexpr sim::Duration kClosingFrom = 22 * sim::kHour + 30 * sim::kMinute;
constexpr sim::Duration kAfterGate = 3 * sim::kMinute + 59 * sim::kSecond;
constexpr std::size_t kMeanOver = 30;  // seconds
constexpr double kPlateau = 0.9;       // of the highest mean

models::PlatformProbe merged_probe(const World& world) {
    models::PlatformProbe all = world.unit(0).probe();
    for (std::size_t u = 1; u < world.units(); ++u) all.merge(world.unit(u).probe());
    return all;
}

sim::Series merged_parcels(const World& world) {
    sim::Series all = world.province(0).series();
    for (std::size_t p = 1; p < world.provinces(); ++p) all.merge(world.province(p).series());
    return all;
}

sim::LogHistogram merged_times(const World& world) {
    sim::LogHistogram all;
    for (std::size_t p = 0; p < world.provinces(); ++p) {
        all.merge(world.province(p).delivery_times());
    }
    return all;
}

Peak peak_of(const std::vector<std::int32_t>& by_second, sim::Time from, double k) {
    const auto top = std::max_element(by_second.begin(), by_second.end());
    if (top == by_second.end()) return {};
    // At a capacity chance decides which of many seconds is the busiest, so its instant would say
    // nothing; when it is first about as busy does.
    const auto first = std::find_if(by_second.begin(), by_second.end(),
                                    [&](std::int32_t n) { return n >= 0.95 * *top; });
    return {*top * k, from / sim::kSecond + (first - by_second.begin())};
}

// Cumulative values at t, which must be a mark; at full size.
models::MarkValues until(const Results& r, sim::Time t) {
    const std::vector<sim::Time>& marks = r.world->probes().marks;
    assert(std::binary_search(marks.begin(), marks.end(), t));
    models::MarkValues sum;
    for (std::size_t i = 0; i < marks.size() && marks[i] <= t; ++i) {
        sum.gmv_fen += r.platform.marks()[i].gmv_fen;
        sum.orders_created += r.platform.marks()[i].orders_created;
        sum.orders_paid += r.platform.marks()[i].orders_paid;
        sum.payments += r.platform.marks()[i].payments;
    }
    return sum;
}

double gmv_until(const Results& r, sim::Time t) {
    return r.full_cny(until(r, t).gmv_fen);
}

}  // namespace

std::vector<sim::Time> marks_for(const models::Scenario& s, const std::vector<Fact>& facts) {
    const sim::Time start = s.headline.from;
    std::vector<sim::Time> marks = {start + kLullFrom, start + kLullUntil, start + kClosingFrom,
                                    start + sim::kDay, s.headline.until};
    for (const sim::Time gate : s.gates) {
        marks.push_back(gate);
        marks.push_back(gate + kAfterGate);
    }
    for (const Fact& fact : facts) {
        if (fact.at) marks.push_back(start + *fact.at);
    }
    std::sort(marks.begin(), marks.end());
    marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
    return marks;
}

Results::Results(const World& w, const std::vector<Fact>& facts)
    : world(&w),
      k(static_cast<double>(w.scenario().scale)),
      platform(merged_probe(w)),
      parcels(merged_parcels(w)),
      delivery_times(merged_times(w)),
      ledger(w.ledger(models::kCounted)),
      headline(w.headline_ledger()) {
    count_flows();
    find_peaks();
    measure_shape();
    score(facts);
    fill_digest();
}

void Results::count_flows() {
    const models::ProbePlan& plan = world->probes();
    for (std::size_t b = 0; b < plan.bins.count(); ++b) {
        const sim::Time t = plan.bins.begin(b);
        const auto at = [&](models::PlatformColumn c) { return platform.series().at(b, c); };
        counted.orders_expired += at(models::kOrdersExpired);
        if (t < plan.headline_from || t >= plan.headline_until) continue;
        counted.gmv_fen += at(models::kGmvFen);
        counted.orders_created += at(models::kOrdersCreated);
        counted.orders_paid += at(models::kOrdersPaid);
        counted.orders_rejected += at(models::kOrdersRejected);
        counted.stockout_lost_orders += at(models::kOrdersStockout);
    }
    const models::UnitTotals& u = headline.headline;
    counted.presale_gmv_fen = u.balance_cash + u.deposit_of_balances;
    counted.awaiting_at_end = headline.units.awaiting;
    for (std::size_t b = 0; b < parcels.bins(); ++b) {
        counted.parcels_shipped += parcels.at(b, models::kParcelsShipped);
        counted.parcels_delivered += parcels.at(b, models::kParcelsDelivered);
    }
}

void Results::find_peaks() {
    const sim::Time from = world->probes().headline_from;
    orders_peak = peak_of(platform.created_by_second(), from, k);
    payments_peak = peak_of(platform.payments_by_second(), from, k);
    const std::vector<std::int32_t>& by_second = platform.payments_by_second();
    std::vector<std::int64_t> sums;  // over kMeanOver seconds
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < by_second.size(); ++i) {
        sum += by_second[i];
        if (i >= kMeanOver) sum -= by_second[i - kMeanOver];
        if (i + 1 >= kMeanOver) sums.push_back(sum);
    }
    if (sums.empty()) return;
    const double top = static_cast<double>(*std::max_element(sums.begin(), sums.end()));
    if (top == 0) return;  // nobody paid: no plateau
    std::int64_t run = 0;
    for (const std::int64_t s : sums) {
        run = static_cast<double>(s) >= kPlateau * top ? run + 1 : 0;
        payments_plateau_s = std::max(payments_plateau_s, run);
    }
}

void Results::measure_shape() {
    const models::Scenario& s = world->scenario();
    const sim::Time start = s.headline.from;
    const auto reached = [&](sim::Time t) { return t <= world->now(); };
    if (!s.gates.empty() && reached(s.gates.front() + kAfterGate)) {
        gmv_after_gate_cny =
            gmv_until(*this, s.gates.front() + kAfterGate) - gmv_until(*this, s.gates.front());
    }
    const double mean = full_cny(counted.gmv_fen) / sim::to_seconds(s.headline.until - start);
    const auto rate = [&](sim::Time from, sim::Time to) -> std::optional<double> {
        if (to > s.headline.until || mean == 0 || !world->headline_over()) return {};
        return (gmv_until(*this, to) - gmv_until(*this, from)) / sim::to_seconds(to - from) / mean;
    };
    lull_rate = rate(start + kLullFrom, start + kLullUntil);
    closing_rate = rate(start + kClosingFrom, start + sim::kDay);

    days_until_100_million = days_until(models::kParcelsDelivered, 100e6);
    if (world->headline_over()) {
        const double paid = full(counted.orders_paid);
        days_until_half = days_until(models::kParcelsDelivered, 0.5 * paid);
        days_until_95_percent = days_until(models::kParcelsDelivered, 0.95 * paid);
    }
    for (sim::Time t = start + sim::kDay; t - sim::kDay < world->now(); t += sim::kDay) {
        delivered_by_day.push_back(parcels_until(models::kParcelsDelivered, t) -
                                   parcels_until(models::kParcelsDelivered, t - sim::kDay));
        if (parcels_until(models::kParcelsDelivered, t) > full(counted.parcels_delivered) - 0.5)
            break;
    }
}

double Results::parcels_until(models::LogisticsColumn column, sim::Time t) const {
    const sim::Duration tick = world->scenario().logistics.tick;
    const sim::Time begin = world->begin();
    double sum = 0;
    for (std::size_t b = 0; b < parcels.bins(); ++b) {
        const sim::Time from = begin + static_cast<sim::Time>(b) * tick;
        if (from >= t) break;
        const double part =
            std::min(1.0, static_cast<double>(t - from) / static_cast<double>(tick));
        sum += part * static_cast<double>(parcels.at(b, column)) * k;
    }
    return sum;
}

std::optional<double> Results::days_until(models::LogisticsColumn column, double wanted) const {
    const sim::Duration tick = world->scenario().logistics.tick;
    double sum = 0;
    for (std::size_t b = 0; b < parcels.bins(); ++b) {
        const double n = static_cast<double>(parcels.at(b, column)) * k;
        if (n > 0 && sum + n >= wanted) {
            const double ticks = static_cast<double>(b) + (wanted - sum) / n;
            const double since = ticks * static_cast<double>(tick) +
                                 static_cast<double>(world->begin()) -
                                 static_cast<double>(world->scenario().headline.from);
            return since / static_cast<double>(sim::kDay);
        }
        sum += n;
    }
    return {};
}

// Which facts are scored: totals of the day and the order peak are inputs.
void Results::score(const std::vector<Fact>& facts) {
    const models::Scenario& s = world->scenario();
    const auto total = [&](const std::string& metric) -> std::optional<double> {
        for (const Fact& f : facts) {
            if (f.metric == metric && f.at == s.headline.until - s.headline.from) return f.value;
        }
        return {};
    };
    for (const Fact& fact : facts) {
        Milestone m{fact.year, fact.metric, {}, fact.value, {}, "scored", {}};
        if (fact.at) m.at = s.headline.from + *fact.at;
        if (m.at && *m.at > s.headline.until) continue;
        const bool whole_day = m.at && *m.at == s.headline.until;
        double simulated_total = 0;
        if (fact.metric == "gmv" && m.at) {
            m.simulated = gmv_until(*this, *m.at);
            simulated_total = full_cny(counted.gmv_fen);
        } else if (fact.metric == "delivery_orders" && m.at) {
            m.simulated = full(until(*this, *m.at).orders_paid);
            simulated_total = full(counted.orders_paid);
        } else if (fact.metric == "orders_peak") {
            m.simulated = orders_peak.per_s;
            m.role = "input";
        } else if (fact.metric == "payments_peak") {
            m.simulated = payments_peak.per_s;
            m.role = "derived";  // of the capacity, which is fitted to these peaks
        } else if (fact.metric == "parcels_shipped" && m.at) {
            m.simulated = parcels_until(models::kParcelsShipped, *m.at);
        } else if (fact.metric == "days_until_100_million_delivered") {
            m.simulated = days_until_100_million;
        } else {
            continue;
        }
        if (whole_day) m.role = "input";
        if (world->now() < m.at.value_or(s.headline.until)) m.simulated.reset();  // not reached
        const std::optional<double> published_total = total(fact.metric);
        if (m.role == "scored" && m.simulated && published_total && simulated_total > 0 &&
            world->headline_over()) {
            m.error_share = (*m.simulated / simulated_total) / (m.published / *published_total) - 1;
        }
        milestones.push_back(m);
    }
}

std::vector<double> Results::scored_errors(const std::string& metric) const {
    std::vector<double> errors;
    for (const Milestone& m : milestones) {
        if (m.metric == metric && m.error_share) errors.push_back(std::abs(*m.error_share));
    }
    std::sort(errors.begin(), errors.end());
    return errors;
}

std::optional<double> Results::median_error(const std::string& metric) const {
    const std::vector<double> e = scored_errors(metric);
    if (e.empty()) return {};
    return (e[(e.size() - 1) / 2] + e[e.size() / 2]) / 2;
}

std::optional<double> Results::worst_error(const std::string& metric) const {
    const std::vector<double> e = scored_errors(metric);
    if (e.empty()) return {};
    return e.back();
}

}  // namespace tools
