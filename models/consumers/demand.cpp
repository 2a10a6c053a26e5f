#include "models/consumers/demand.hpp"

#include <algorithm>

namespace models {
namespace {

constexpr std::uint8_t kArrive[kSources] = {kArriveCart, kArriveBrowse, kArriveBalance};

}  // namespace

DemandCell::DemandCell(std::uint32_t stream, const Shared& shared, std::vector<Arrivals> sources)
    : EventCell("demand " + std::to_string(stream)),
      shared_(shared),
      stream_(stream),
      sources_(std::move(sources)) {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        const std::uint64_t key =
            sim::mix64(sim::mix64(shared.seed, static_cast<std::uint64_t>(Purpose::number_order)),
                       static_cast<std::uint64_t>(sources_[i].source) << 32 | stream);
        orders_.emplace_back(std::max<std::uint64_t>(sources_[i].numbers, 1), key);
    }
    const sim::BinCalendar& bins = *shared.bins;
    const sim::Time first = std::max(bins.begin(), shared.begin);
    if (first < bins.end()) {
        const std::size_t bin = bins.index_of(first);
        for (std::size_t b = 0; b < bin; ++b) skip({b, bins.begin(b), bins.end(b)});
        schedule(sim::make_event(bins.begin(bin), kBlock, bin));
    }
    if (shared.forfeit_at >= shared.begin) {
        schedule(sim::make_event(shared.forfeit_at, kForfeit, 0));
    }
}

void DemandCell::handle(const sim::Event& e) {
    if (sim::kind_of(e) == kForfeit) return forfeit(e.time);
    const std::uint64_t index = sim::entity_of(e);
    const sim::Bin bin{index, shared_.bins->begin(index), shared_.bins->end(index)};
    for (Arrivals& source : sources_) make_block(source, bin);
    if (index + 1 < shared_.bins->count()) {
        schedule(sim::make_event(bin.end, kBlock, index + 1));
    }
}

// What the run leaves out still takes its numbers, so that those who come later are the same.
void DemandCell::skip(const sim::Bin& bin) {
    for (Arrivals& source : sources_) {
        if (source.finite) continue;
        std::visit(
            [&](const auto& shape) {
                sim::open_block(shape, source.mean, source.draws, stream_, bin, times_);
            },
            source.shape);
        source.come += times_.size();
    }
}

// The numbers that no arrival has taken from the permutation.
void DemandCell::forfeit(sim::Time now) {
    closed_ = true;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        if (sources_[i].source != Source::presale) continue;
        for (std::uint64_t k = sources_[i].come; k < sources_[i].numbers; ++k) {
            const std::uint64_t number = sources_[i].first_number + orders_[i].at(k);
            const std::uint32_t item = shared_.planner->deposit_item(number);
            send(shared_.stock[item % shared_.stock.size()],
                 {sim::make_event(now, kPromiseDropped, number), ItemCount{item, 1}.pack()});
            ++forfeited_;
        }
    }
}

std::int64_t DemandCell::balances_left() const {
    if (closed_) return 0;
    std::uint64_t left = 0;
    for (const Arrivals& a : sources_) {
        if (a.source == Source::presale) left += a.numbers - a.come;
    }
    return static_cast<std::int64_t>(left);
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
        const std::uint32_t unit = shared_.buyers->unit(shared_.buyers->shopper_of(number));
        send(shared_.units[unit],
             {sim::make_event(t, kind, number | (round << Buyers::kRoundShift)), 0});
    }
}

bool DemandCell::skip_balance_for_test() {
    for (Arrivals& a : sources_) {
        if (a.source != Source::presale || a.remaining == 0) continue;
        ++a.come;
        --a.remaining;
        return true;
    }
    return false;
}

std::size_t DemandCell::memory_bytes() const {
    return times_.capacity() * sizeof(sim::Time) + list_memory_bytes();
}

}  // namespace models
