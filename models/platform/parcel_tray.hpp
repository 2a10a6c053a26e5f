// Parcels paid in this tick of logistics, on their way out of a unit.
//
// They leave at the tick's end as one cohort for each class and route. Traced parcels follow right
// behind their cohort under labels of their own, so that every queue is the same with and without
// them. Ordinary orders that came as counts leave as counts by province of origin.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/kernel/time.hpp"

#include "models/logistics/label.hpp"

namespace models {

class ParcelTray {
  public:
    // Ticks of labels count from `detail_from`. Requires unit < units.
    ParcelTray(sim::Duration tick, sim::Time detail_from, std::size_t unit, std::size_t units)
        : tick_(tick),
          detail_from_(detail_from),
          unit_(unit),
          units_(units),
          paid_(kRoutes * kParcelClasses),
          tags_(kRoutes * kParcelClasses) {}

    // The next name for a traced parcel of this tick, class and route: from 1, and another than all
    // units have given, until kTraceTags / units have been given here. Then they begin again.
    std::uint16_t next_tag(ParcelClass kind, std::uint8_t origin, std::uint8_t destination) {
        const std::size_t given = tags_[index(kind, origin, destination)]++;
        return static_cast<std::uint16_t>(1 + (given * units_ + unit_) %
                                                  (ParcelLabel::kTraceTags - 1u));
    }

    // One parcel; `tag` names it in traces, 0: not traced. O(1).
    void add(ParcelClass kind, std::uint8_t origin, std::uint8_t destination, std::uint16_t tag) {
        const std::size_t at = index(kind, origin, destination);
        ++paid_[at];
        ++waiting_;
        headline_waiting_ += in_headline(kind);
        if (tag != 0) [[unlikely]]
            traced_.push_back({static_cast<std::uint32_t>(at), tag});
    }

    // Ordinary orders whose route is drawn by the province, for all units together.
    void add_counted(std::int64_t n) {
        counted_ += n;
        waiting_ += n;
    }

    std::int64_t counted() const { return counted_; }
    std::int64_t waiting() const { return waiting_; }
    std::int64_t headline_waiting() const { return headline_waiting_; }

    std::uint64_t label(ParcelClass kind, std::uint8_t origin, std::uint8_t destination,
                        sim::Time paid, std::uint16_t tag) const {
        return ParcelLabel{origin, destination, kind,
                           static_cast<std::uint16_t>((paid - detail_from_) / tick_), tag}
            .pack();
    }

    // Empties the tray at the end of its tick: calls cohort(label, n) for each cohort, by class and
    // route.
    template <class Cohort>
    void hand_over(sim::Time end, Cohort&& cohort) {
        for (std::size_t at = 0; at < paid_.size(); ++at) {
            if (paid_[at] == 0) continue;
            const auto of_route = [&](const Traced& t) { return t.at == at; };
            const auto traced = std::count_if(traced_.begin(), traced_.end(), of_route);
            if (paid_[at] > traced) cohort(label_of(at, end - 1, 0), paid_[at] - traced);
            for (const Traced& t : traced_) {
                if (of_route(t)) cohort(label_of(at, end - 1, t.tag), std::int64_t{1});
            }
            paid_[at] = 0;
            tags_[at] = 0;
        }
        traced_.clear();
        counted_ = waiting_ = headline_waiting_ = 0;
    }

    // As a defect would: loses one parcel of the headline, or, if `mislabel`, takes it for one of
    // the neighbours. For tests of the books; false if there is none.
    bool break_for_test(bool mislabel);

    std::size_t memory_bytes() const {
        return paid_.capacity() * sizeof(std::int32_t) + traced_.capacity() * sizeof(Traced) +
               tags_.capacity() * sizeof(std::uint16_t);
    }

  private:
    static constexpr std::size_t kRoutes = kMaxProvinces * kMaxProvinces;

    struct Traced {
        std::uint32_t at;  // index into paid_
        std::uint16_t tag;
    };

    static std::size_t index(ParcelClass kind, std::uint8_t origin, std::uint8_t destination) {
        return static_cast<std::size_t>(kind) * kRoutes + origin * kMaxProvinces + destination;
    }
    std::uint64_t label_of(std::size_t at, sim::Time paid, std::uint16_t tag) const {
        const std::size_t route = at % kRoutes;
        return label(static_cast<ParcelClass>(at / kRoutes),
                     static_cast<std::uint8_t>(route / kMaxProvinces),
                     static_cast<std::uint8_t>(route % kMaxProvinces), paid, tag);
    }

    sim::Duration tick_;
    sim::Time detail_from_;
    std::size_t unit_, units_;
    std::vector<std::int32_t> paid_;   // by class, origin, destination
    std::vector<std::uint16_t> tags_;  // given in this tick, likewise
    std::vector<Traced> traced_;       // among them
    std::int64_t counted_ = 0;
    std::int64_t waiting_ = 0;  // all together
    std::int64_t headline_waiting_ = 0;
};

inline bool ParcelTray::break_for_test(bool mislabel) {
    for (std::size_t route = 0; route < kRoutes; ++route) {
        std::int32_t& some =
            paid_[static_cast<std::size_t>(ParcelClass::ordinary) * kRoutes + route];
        if (some == 0) continue;
        --some;
        if (mislabel) ++paid_[static_cast<std::size_t>(ParcelClass::neighbour) * kRoutes + route];
        return true;
    }
    return false;
}

}  // namespace models
