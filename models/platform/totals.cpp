#include "models/platform/totals.hpp"

#include <iterator>

namespace models {
namespace {

using U = UnitTotals;

constexpr std::int64_t U::*kFlows[] = {
    &U::intentions,
    &U::ordered,
    &U::given_up,
    &U::attempts,
    &U::accepted,
    &U::rejected,
    &U::timed_out,
    &U::created,
    &U::paid,
    &U::expired,
    &U::counted,
    &U::value_created,
    &U::value_paid,
    &U::value_expired,
    &U::balances_asked,
    &U::balances_paid,
    &U::balances_given_up,
    &U::value_asked,
    &U::balance_cash,
    &U::deposit_of_balances,
    &U::value_dropped,
    &U::headline_expired,
    &U::gmv,
    &U::refusals,
    &U::stock_lost,
    &U::visits_without_choice,
};
constexpr std::int64_t U::*kPopulations[] = {
    &U::trying,           &U::in_creation,    &U::checkouts,           &U::in_payment,
    &U::awaiting,         &U::value_awaiting, &U::balances_in_payment, &U::balances_to_come,
    &U::value_in_payment, &U::lines_asked,
};
static_assert(sizeof(U) == (std::size(kFlows) + std::size(kPopulations)) * sizeof(std::int64_t));

}  // namespace

UnitTotals& UnitTotals::operator+=(const UnitTotals& other) {
    for (const auto field : kFlows) this->*field += other.*field;
    for (const auto field : kPopulations) this->*field += other.*field;
    return *this;
}

UnitTotals& UnitTotals::subtract_flows(const UnitTotals& other) {
    for (const auto field : kFlows) this->*field -= other.*field;
    return *this;
}

}  // namespace models
