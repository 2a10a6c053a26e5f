#include "models/consumers/demand.hpp"

#include <algorithm>

namespace models {
namespace {

constexpr std::uint8_t kArrive[kSources] = {kArriveCart, kArriveBrowse, kArriveBalance};

}  // namespace

DemandCell::DemandCell(std::uint32_t stream, const Buyers& buyers, const sim::BinCalendar& bins,
                       std::vector<Arrivals> sources, std::vector<sim::CellId> units,
                       std::uint64_t seed)
    : EventCell("demand " + std::to_string(stream)),
      buyers_(&buyers),
      bins_(&bins),
      stream_(stream),
      sources_(std::move(sources)),
      units_(std::move(units)) {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        const std::uint64_t key =
            sim::mix64(sim::mix64(seed, static_cast<std::uint64_t>(Purpose::number_order)),
                       static_cast<std::uint64_t>(sources_[i].source) << 32 | stream);
        orders_.emplace_back(std::max<std::uint64_t>(sources_[i].numbers, 1), key);
    }
    schedule(sim::make_event(bins.begin(), kBlock, 0));
}

void DemandCell::handle(const sim::Event& e) {
    const std::uint64_t index = sim::entity_of(e);
    const sim::Bin bin{index, bins_->begin(index), bins_->end(index)};
    for (Arrivals& source : sources_) make_block(source, bin);
    if (index + 1 < bins_->count()) schedule(sim::make_event(bin.end, kBlock, index + 1));
}

void DemandCell::make_block(Arrivals& source, const sim::Bin& bin) {
    std::visit(
        [&](const auto& shape) {
            if (source.finite) {
                source.remaining -=
                    sim::finite_block(shape, source.remaining, source.draws, stream_, bin, times_);
            } else {
                sim::open_block(shape, source.mean, source.draws, stream_, bin, times_);
            }
        },
        source.shape);
    const auto which = static_cast<std::size_t>(&source - sources_.data());
    const sim::KeyedPermutation& order = orders_[which];
    const auto kind = kArrive[static_cast<std::size_t>(source.source)];
    for (const sim::Time t : times_) {
        // Visits wrap around when there are more of them than numbers: the next round of the same
        // shoppers has numbers of its own.
        const std::uint64_t round = source.come / source.numbers;
        const std::uint64_t number = source.first_number + order.at(source.come % source.numbers);
        ++source.come;
        const std::uint32_t unit = buyers_->unit(buyers_->shopper_of(number));
        send(units_[unit], {sim::make_event(t, kind, number | (round << Buyers::kRoundShift)), 0});
    }
}

std::size_t DemandCell::memory_bytes() const {
    return times_.capacity() * sizeof(sim::Time) + list_memory_bytes();
}

}  // namespace models
