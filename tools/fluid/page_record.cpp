#include "tools/fluid/page_record.hpp"

#include <fmt/core.h>
#include <stdexcept>

#include "tools/base/errors.hpp"

namespace tools::fluid {
namespace {

[[noreturn]] void missing(const Record& record, const std::string& what) {
    throw InputError(fmt::format("{}: {} is missing", record.path, what));
}

std::vector<Milestone> instants(const Record& record, const char* metric, int year) {
    std::vector<Milestone> found;
    for (const Fact& fact : record.facts)
        if (fact.metric == metric && fact.year == year && fact.at)
            found.push_back({sim::to_seconds(*fact.at), fact.value});
    return found;
}

double peak(const Record& record, const char* metric, int year) {
    for (const Fact& fact : record.facts)
        if (fact.metric == metric && fact.year == year) return fact.value;
    return 0;
}

bool at_the_end(const Milestone& m) {
    return m.at == sim::to_seconds(sim::kDay);
}

// Takes the entry of 24:00 out of the milestones and returns it.
double take_total(const Record& record, std::vector<Milestone>& milestones, const char* metric,
                  int year) {
    for (auto m = milestones.begin(); m != milestones.end(); ++m)
        if (at_the_end(*m)) {
            const double total = m->value;
            milestones.erase(m);
            return total;
        }
    missing(record, fmt::format("{} of {} at 24:00:00", metric, year));
}

double gate_of(const Record& record, int year) {
    for (const BalanceGate& gate : record.gates)
        if (gate.year == year) return sim::to_seconds(gate.from);
    missing(record, fmt::format("the balance window of {}", year));
}

YearRecord year_of(const Record& record, int year) {
    YearRecord found{};
    found.year = year;
    found.gmv_milestones = instants(record, "gmv", year);
    found.gmv = take_total(record, found.gmv_milestones, "gmv", year);
    found.order_milestones = instants(record, "delivery_orders", year);
    found.delivery_orders = take_total(record, found.order_milestones, "delivery_orders", year);
    found.payment_milestones = instants(record, "payments", year);
    // Alipay's day holds far more than 11.11; only its first minutes are compared.
    std::erase_if(found.payment_milestones, at_the_end);
    found.orders_peak = peak(record, "orders_peak", year);
    if (found.orders_peak == 0) missing(record, fmt::format("orders_peak of {}", year));
    found.payments_peak = peak(record, "payments_peak", year);
    found.gate = gate_of(record, year);
    return found;
}

}  // namespace

const YearRecord& PageRecord::of(int year) const {
    for (const YearRecord& record : years)
        if (record.year == year) return record;
    throw std::out_of_range(fmt::format("the record was read without {}", year));
}

PageRecord page_record(const Record& record, const std::vector<int>& years) {
    PageRecord page;
    for (const int year : years) page.years.push_back(year_of(record, year));
    for (const Fact& fact : record.facts) {
        if (fact.metric != "payments_peak") continue;
        if (const double orders = peak(record, "orders_peak", fact.year); orders > 0)
            page.peaks.push_back({fact.year, orders, fact.value});
    }
    return page;
}

}  // namespace tools::fluid
