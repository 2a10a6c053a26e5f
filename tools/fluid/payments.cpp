#include "tools/fluid/payments.hpp"

#include <algorithm>
#include <cmath>

namespace tools::fluid {

Trial try_capacity(double capacity, const Shape& start, const std::vector<YearRecord>& years) {
    const Problem problem{years, 2019, capacity};
    const Fit fit = calibrate(start, problem);
    Trial trial{capacity, fit.shape.orders_per_checkout, fit.cost, {}, 0, true};
    std::vector<Comparison> rows;
    for (const YearRecord& year : years) {
        const Day day = integrate(fit.shape, year, problem.capacity(fit.shape, year));
        const std::vector<Comparison> compared = compare(year, day);
        rows.insert(rows.end(), compared.begin(), compared.end());
        if (year.year != 2019) continue;
        trial.worst_2019 = gmv_errors(compared).worst;
        const std::vector<Target> targets = targets_2019(year, day);
        trial.targets_hold = std::all_of(targets.begin(), targets.end(),
                                         [](const Target& target) { return target.holds(); });
    }
    trial.errors = gmv_errors(rows);
    return trial;
}

double extrapolated(const Peaks& earlier, const Peaks& later, double orders_peak) {
    const double growth =
        std::log(later.payments / earlier.payments) / std::log(later.orders / earlier.orders);
    return later.payments * std::pow(orders_peak / later.orders, growth);
}

double proportional(const Peaks& later, double orders_peak) {
    return later.payments * orders_peak / later.orders;
}

}  // namespace tools::fluid
