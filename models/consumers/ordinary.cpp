#include "models/consumers/ordinary.hpp"

#include <numeric>

#include "sim/random/distributions.hpp"

#include "models/messages.hpp"
#include "models/purposes.hpp"

namespace models {
namespace {

// The same minute has the same number in every run; a century before the origin is enough.
std::uint64_t minute_number(sim::Time t) {
    return static_cast<std::uint64_t>(t / OrdinaryCell::kBin + std::int64_t{60} * 24 * 36'525);
}

}  // namespace

OrdinaryCell::OrdinaryCell(const ConsumerParams& params, std::int64_t scale, sim::Time begin,
                           sim::Time end, Window detail, std::vector<sim::CellId> units,
                           std::uint64_t seed)
    : EventCell("ordinary demand"),
      end_(end),
      detail_(detail),
      units_(std::move(units)),
      equal_(units_.size(), 1.0),
      split_(units_.size()),
      draws_(streams_for(seed, Purpose::ordinary)) {
    const std::vector<double>& hours = params.ordinary.hours;
    const double all = std::accumulate(hours.begin(), hours.end(), 0.0);
    const double checkouts =
        params.ordinary.orders_per_day / params.mean_orders() / static_cast<double>(scale);
    for (const double h : hours) per_bin_.push_back(checkouts * h / all / 60);
    if (checkouts > 0) schedule_next(begin);
}

void OrdinaryCell::schedule_next(sim::Time from) {
    const sim::Time t = detail_.contains(from) ? detail_.until : from;
    if (t < end_) schedule(sim::make_event(t, kBlock, minute_number(t)));
}

void OrdinaryCell::handle(const sim::Event& e) {
    const sim::Duration of_day = ((e.time % sim::kDay) + sim::kDay) % sim::kDay;
    sim::Stream draw = draws_.at(sim::entity_of(e));
    const std::int64_t n = sim::poisson_quantile(
        per_bin_[static_cast<std::size_t>(of_day / sim::kHour)], draw.uniform());
    sim::split(draw, n, equal_, split_);
    for (std::size_t u = 0; u < units_.size(); ++u) {
        if (split_[u] == 0) continue;
        send(units_[u],
             {sim::make_event(e.time, kOrdinary, static_cast<std::uint64_t>(split_[u])), 0});
    }
    schedule_next(e.time + kBin);
}

std::size_t OrdinaryCell::memory_bytes() const {
    return list_memory_bytes();
}

}  // namespace models
