// The parcel network: shares of the provinces, lanes with their lengths and times, and where
// China's other parcels go.
//
// Background parcels follow a doubly constrained gravity model (Wilson 1967) with an exponent of
// distance measured on Chinese road freight (EPJ Data Science 8:37, 2019), balanced by iterative
// proportional fitting (Deming and Stephan 1940).
#pragma once

#include <Eigen/Dense>
#include <vector>

#include "models/logistics/day_profile.hpp"
#include "models/logistics/params.hpp"

namespace models {

// Kilometres between two points on a sphere of the earth's mean radius (haversine formula).
double great_circle_km(double latitude1, double longitude1, double latitude2, double longitude2);

// Scales rows and columns of `seed` in turn until they add up to `rows` and `columns`, to within
// 1e-12 of the total, at most 1000 times. Requires positive seeds, margins that are not negative,
// and equal totals; a margin of 0 makes its row or column 0.
Eigen::MatrixXd fit_margins(Eigen::MatrixXd seed, const Eigen::VectorXd& rows,
                            const Eigen::VectorXd& columns);

class Network {
  public:
    // `orders_by_origin` are expected shares of the headline's orders by merchants' province.
    Network(const LogisticsParams& params, const std::vector<ProvinceParams>& provinces,
            const std::vector<double>& orders_by_origin);

    std::size_t provinces() const { return static_cast<std::size_t>(km_.rows()); }

    // Road kilometres and time of line-haul, transfer included. At least one tick.
    double km(std::size_t from, std::size_t to) const { return km_(index(from), index(to)); }
    sim::Duration travel(std::size_t from, std::size_t to) const {
        return travel_[from * provinces() + to];
    }

    // Shares of the national capacities; each adds up to 1.
    double pick_share(std::size_t p) const { return pick_[p]; }
    double origin_hub_share(std::size_t p) const { return origin_hub_[p]; }
    double delivery_share(std::size_t p) const { return delivery_[p]; }
    const std::vector<double>& delivery_shares() const { return delivery_; }

    // How merchants' picking and last-mile delivery are spread over the day.
    const DayProfile& picking() const { return picking_; }
    const DayProfile& delivering() const { return delivering_; }

    // Share of background parcels that start in `from`, and where those go (adding up to 1).
    double background_share(std::size_t from) const { return background_[from]; }
    const std::vector<double>& background_destinations(std::size_t from) const {
        return destinations_[from];
    }

  private:
    static Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }

    Eigen::MatrixXd km_;
    std::vector<sim::Duration> travel_;
    std::vector<double> pick_, origin_hub_, delivery_, background_;
    std::vector<std::vector<double>> destinations_;
    DayProfile picking_, delivering_;
};

}  // namespace models
