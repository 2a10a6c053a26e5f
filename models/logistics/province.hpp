// A province of the parcel network, stepped tick by tick.
//
//   paid -> pick and pack -> collection -> origin hub -> truck -> (line-haul to the destination)
//        -> destination hub -> outlet -> last mile, in working hours -> door
//
// Parcels are cohorts: counts by origin, destination, class and tick of order. Merchants, hubs and
// couriers serve first come first served, so many a tick; fractions of a capacity carry over to the
// next. Trucks leave when full, and not full after their interval. China's other parcels come in at
// collection and share everything from there on. Ordinary orders of the platform come in as counts
// for the province and are split by destination here.
//
// Book, over all provinces: made + background = awaiting pick + in stages + in the mail between
// provinces + delivered; the same for the parcels of the headline and for the background alone, by
// their labels.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/kernel/cell.hpp"
#include "sim/queueing/batch_server.hpp"
#include "sim/queueing/cohort_delay.hpp"
#include "sim/queueing/cohort_queue.hpp"
#include "sim/random/stream.hpp"
#include "sim/stats/histogram.hpp"
#include "sim/stats/series.hpp"

#include "models/logistics/label.hpp"
#include "models/logistics/network.hpp"
#include "models/logistics/params.hpp"
#include "models/trace.hpp"

namespace models {

// Columns of a province's series, one row a tick.
enum LogisticsColumn : std::size_t {
    kParcelsMade,       // of the headline: paid orders received from the platform
    kParcelsShipped,    // of the headline: handed to the carrier
    kParcelsDelivered,  // of the headline
    kBackgroundMade,    // China's other parcels
    kBackgroundDelivered,
    kTrucks,
    kLogisticsColumns,
};

std::vector<std::string> logistics_column_names();

// Parcels of all classes unless the name says which.
struct ParcelTotals {
    // Flows since the start.
    std::int64_t made = 0;  // received from the platform
    std::int64_t headline_made = 0;
    std::int64_t background = 0;
    std::int64_t delivered = 0;
    std::int64_t headline_delivered = 0, background_delivered = 0;
    std::int64_t trucks = 0;
    // Populations now.
    std::int64_t awaiting_pick = 0;
    std::int64_t in_stages = 0;
    std::int64_t headline_open = 0, background_open = 0;  // read off the labels, by audit() only

    ParcelTotals& operator+=(const ParcelTotals& other);
};

class ProvinceCell : public sim::Cell {
  public:
    struct Shared {  // read-only, common to all provinces
        const LogisticsParams* params;
        const Network* network;
        std::int64_t scale;
        double other_parcels_per_day;  // China's, without those of the platform; full size
        sim::Time begin;               // of the run
        sim::Time detail_from;         // tick 0 of labels
        sim::Time background_from;
        std::size_t ticks;  // of the run
        std::uint64_t seed;
        sim::CellId first_province;
    };

    ProvinceCell(std::uint8_t province, std::string name, const Shared& shared);

    void receive(sim::CellId source, std::span<const sim::Message> mail) override;
    void run(const sim::Window& window, sim::Outbox& out) override;
    std::unique_ptr<sim::Cell> clone() const override {
        return std::make_unique<ProvinceCell>(*this);
    }
    std::uint64_t events() const override { return handled_; }
    std::size_t memory_bytes() const override;

    ParcelTotals totals() const;  // O(destinations)
    ParcelTotals audit() const;   // with what is read off the labels; O(cohorts)
    const sim::Series& series() const { return series_; }
    // From payment to door, ns, of headline parcels.
    const sim::LogHistogram& delivery_times() const { return delivery_times_; }

    const std::vector<ParcelTrace>& traces() const { return traces_; }

    // As a defect would: loses the parcel at the head of the last mile, or takes one of the
    // headline for the background's, or else one of the background's for the platform's. For tests
    // of the books; false if there is no such parcel at the head.
    bool lose_for_test();
    bool mislabel_for_test(bool headline);

  private:
    static constexpr std::int64_t kTicksBeforeOrigin = 1 << 22;  // seven years of minutes

    // A capacity that serves whole parcels and carries the fraction over.
    struct Pace {
        double capacity = 0;  // of a tick, or of a day
        double credit = 0;
        std::int64_t next(double share = 1);  // that falls into the tick
    };

    void make_background(sim::Time now);
    void pack_counted(sim::Time now);
    void depart(std::size_t lane, sim::Time now, sim::Outbox& out);
    void trace(std::uint64_t label, TraceStage stage, sim::Time at) {
        if (label >> ParcelLabel::kTraceShift != 0) [[unlikely]]
            traces_.push_back({label, at, stage});
    }
    template <class Piece>
    void for_each_cohort(Piece&& piece) const;
    void deliver(std::uint64_t label, std::int64_t n, sim::Time now);
    // The number of the tick that ends at `now`, the same wherever the run begins.
    std::uint64_t address(sim::Time now) const {
        return static_cast<std::uint64_t>(now / shared_.params->tick + kTicksBeforeOrigin);
    }

    std::uint8_t province_;
    Shared shared_;
    sim::CohortQueue pick_, origin_hub_, destination_hub_, last_mile_;
    sim::CohortDelay packing_, collection_, sorting_, line_haul_, unloading_;
    std::vector<sim::BatchServer> lanes_;  // by destination
    Pace picking_, origin_, destination_, couriers_;
    double background_per_tick_;
    std::int64_t counted_ = 0;  // of ordinary orders, paid in this tick
    sim::StreamFamily background_draws_, route_draws_;
    std::vector<std::int64_t> split_;  // scratch
    sim::Series series_;
    sim::LogHistogram delivery_times_;
    ParcelTotals flows_;
    std::size_t tick_ = 0;
    std::uint64_t handled_ = 0;
    std::vector<ParcelTrace> traces_;
};

}  // namespace models
