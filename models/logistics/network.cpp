#include "models/logistics/network.hpp"

#include <algorithm>
#include <cmath>

#include "sim/random/math.hpp"

namespace models {
namespace {

constexpr double kEarthKm = 6371.0088;  // mean radius, IUGG
constexpr double kPi = 3.141592653589793;

// Sine by its series after reduction to [-pi, pi]: below 1e-15 off, and the same on every machine.
double sine(double x) {
    x -= 2 * kPi * std::floor(x / (2 * kPi) + 0.5);
    double term = x, sum = x;
    for (int n = 1; n < 16; ++n) {
        term *= -x * x / ((2 * n) * (2 * n + 1));
        sum += term;
    }
    return sum;
}

// Arcsine on [0, 1] by Newton's method on sine.
double arcsine(double y) {
    double x = y < 0.9 ? y : kPi / 2 - std::sqrt(2 * (1 - y));
    for (int i = 0; i < 8; ++i) {
        const double slope = sine(kPi / 2 - x);
        if (slope < 1e-8) break;
        x += (y - sine(x)) / slope;
    }
    return x;
}

Eigen::VectorXd shares(const std::vector<double>& weights) {
    Eigen::VectorXd v(static_cast<Eigen::Index>(weights.size()));
    for (Eigen::Index i = 0; i < v.size(); ++i) v(i) = weights[static_cast<std::size_t>(i)];
    return v / v.sum();
}

std::vector<double> to_vector(const Eigen::VectorXd& v) {
    return {v.begin(), v.end()};
}

}  // namespace

double great_circle_km(double latitude1, double longitude1, double latitude2, double longitude2) {
    const double radian = kPi / 180;
    const double north = sine((latitude2 - latitude1) * radian / 2);
    const double east = sine((longitude2 - longitude1) * radian / 2);
    const double h = north * north + sine((90 - latitude1) * radian) *
                                         sine((90 - latitude2) * radian) * east * east;
    return 2 * kEarthKm * arcsine(std::sqrt(std::min(h, 1.0)));
}

Eigen::MatrixXd fit_margins(Eigen::MatrixXd seed, const Eigen::VectorXd& rows,
                            const Eigen::VectorXd& columns) {
    const double tolerance = 1e-12 * rows.sum();
    // A row or column whose margin is 0 is 0 after one round and stays so.
    const auto factor = [](const Eigen::ArrayXd& margin, const Eigen::ArrayXd& sum) {
        return Eigen::ArrayXd((sum > 0).select(margin / sum, 0.0));
    };
    for (int i = 0; i < 1000; ++i) {
        seed.array().colwise() *= factor(rows, seed.rowwise().sum());
        seed.array().rowwise() *= factor(columns, seed.colwise().sum().transpose()).transpose();
        if ((seed.rowwise().sum() - rows).cwiseAbs().maxCoeff() <= tolerance) break;
    }
    return seed;
}

Network::Network(const LogisticsParams& params, const std::vector<ProvinceParams>& provinces,
                 const std::vector<double>& orders_by_origin)
    : picking_(params.tick, params.pick_hours),
      delivering_(params.tick, params.work_from, params.work_until) {
    const auto n = static_cast<Eigen::Index>(provinces.size());
    km_.resize(n, n);
    Eigen::MatrixXd gravity(n, n);
    std::vector<double> parcels, buyers;
    for (const ProvinceParams& p : provinces) {
        parcels.push_back(p.parcels);
        buyers.push_back(p.buyers);
    }
    for (Eigen::Index i = 0; i < n; ++i) {
        for (Eigen::Index j = 0; j < n; ++j) {
            const ProvinceParams& a = provinces[static_cast<std::size_t>(i)];
            const ProvinceParams& b = provinces[static_cast<std::size_t>(j)];
            const double straight =
                great_circle_km(a.latitude, a.longitude, b.latitude, b.longitude);
            const double road = i == j
                                    ? params.local_distance_km
                                    : std::max(straight * params.detour, params.local_distance_km);
            km_(i, j) = road;
            gravity(i, j) = sim::math::pow(road, -params.gravity_exponent);
            const double hours = road / params.road_speed_km_h;
            const sim::Duration time =
                static_cast<sim::Duration>(hours * static_cast<double>(sim::kHour)) +
                (road > params.transfer_beyond_km ? params.transfer_time : 0);
            travel_.push_back(std::max(time, params.tick));
        }
    }
    const Eigen::VectorXd out = shares(parcels), in = shares(buyers);
    const Eigen::MatrixXd flows = fit_margins(gravity, out, in);
    for (Eigen::Index i = 0; i < n; ++i) {
        // Where nothing starts it does not matter where it goes.
        const double sum = flows.row(i).sum();
        destinations_.push_back(to_vector(sum > 0 ? flows.row(i).transpose() / sum : in));
    }
    background_ = to_vector(out);
    pick_ = to_vector(shares(orders_by_origin));
    // Hubs are built for the peak: the merchants' pace on top of the other parcels.
    const Eigen::VectorXd peak =
        shares(orders_by_origin) * params.pick_per_day + out * params.normal_parcels_per_day;
    origin_hub_ = to_vector(peak / peak.sum());
    delivery_ = to_vector(in);
}

}  // namespace models
