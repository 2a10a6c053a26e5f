#include "tools/fluid/calibrate.hpp"

#include <Eigen/Dense>
#include <cmath>

namespace tools::fluid {
namespace {

// One standard deviation of log(fluid / published); 0 keeps a figure out of the fit. The burst
// after the gate is the difference of two milestones, but a few minutes apart: their own tolerances
// would drown it. The payments' peak follows from the rule, and the payments of 2017 are held out.
double tolerance(Metric metric) {
    switch (metric) {
        case Metric::gmv:
            return 0.05;
        case Metric::delivery_orders:
            return 0.02;
        case Metric::gate_burst:
            return 0.10;
        case Metric::payments_peak:
        case Metric::payments:
            return 0;
    }
    return 0;
}

// GMV rates over the day's mean that the milestones around them imply; loose, because rounded
// milestones imply them.
struct Rate {
    double from_h;
    double until_h;
    double expected;
    double tolerance;
};
constexpr Rate kRates[] = {{2, 6.5, 0.35, 0.25}, {22.5, 24, 1.0, 0.15}};

// The day depends on the ratios of the browsing levels only; a row of its own holds their mean
// at 1.
constexpr double kMeanLevelTolerance = 0.01;

double mean_level(const Shape& shape) {
    double mean = 0;
    for (std::size_t i = 0; i < kBrowsingFrom.size(); ++i)
        mean += shape.browsing[i] * hours_of_span(i) / 24;
    return mean;
}

Shape moved(const Shape& from, const Eigen::VectorXd& log_step) {
    Shape shape = from;
    for (std::size_t i = 0; i < free_parameters().size(); ++i)
        free_parameters()[i].of(shape) *= std::exp(log_step[static_cast<Eigen::Index>(i)]);
    return shape;
}

bool possible(const Shape& shape) {
    const BySource share = order_shares(shape);
    return share[browse] > 0.05 && share[cart] * shape.cart_value + shape.presale_share < 0.95;
}

Eigen::MatrixXd jacobian(const Shape& shape, const Problem& problem) {
    constexpr double kStep = 1e-3;  // wide enough to smooth the kinks of whole seconds
    const auto n = static_cast<Eigen::Index>(free_parameters().size());
    Eigen::MatrixXd columns;
    for (Eigen::Index i = 0; i < n; ++i) {
        const Eigen::VectorXd step = Eigen::VectorXd::Unit(n, i) * kStep;
        const Eigen::VectorXd up = residuals(moved(shape, step), problem);
        const Eigen::VectorXd down = residuals(moved(shape, -step), problem);
        columns.conservativeResize(up.size(), n);
        columns.col(i) = (up - down) / (2 * kStep);
    }
    return columns;
}

}  // namespace

const std::vector<FreeParameter>& free_parameters() {
    static const std::vector<FreeParameter> parameters{
        {"cart_share", &Shape::cart_share, 0},
        {"cart_scale", &Shape::cart_scale, 0},
        {"presale_scale", &Shape::presale_scale, 0},
        {"orders_per_checkout", &Shape::orders_per_checkout, 0},
        {"payment_delay", &Shape::payment_delay, 0},
        {"browsing 02:00-06:30", nullptr, 0},
        {"browsing 06:30-12:00", nullptr, 1},
        {"browsing 12:00-18:00", nullptr, 2},
        {"browsing 18:00-22:30", nullptr, 3},
        {"browsing 22:30-02:00", nullptr, 4},
    };
    return parameters;
}

void fit_payment_rule(Shape& shape, const std::vector<Peaks>& peaks) {
    const auto n = static_cast<Eigen::Index>(peaks.size());
    Eigen::MatrixX2d orders(n, 2);
    Eigen::VectorXd payments(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        const Peaks& year = peaks[static_cast<std::size_t>(i)];
        orders.row(i) << 1, std::log(year.orders / kReferencePeak);
        payments[i] = std::log(year.payments);
    }
    const Eigen::Vector2d line = orders.colPivHouseholderQr().solve(payments);
    shape.payments_at_reference = std::exp(line[0]);
    shape.payments_growth = line[1];
}

double Problem::capacity(const Shape& shape, const YearRecord& year) const {
    return year.year == prescribed_year ? prescribed_capacity : payment_capacity(shape, year);
}

Eigen::VectorXd residuals(const Shape& shape, const Problem& problem) {
    std::vector<double> rows{std::log(mean_level(shape)) / kMeanLevelTolerance};
    for (const YearRecord& year : problem.years) {
        const Day day = integrate(shape, year, problem.capacity(shape, year));
        for (const Comparison& row : compare(year, day))
            if (const double sigma = tolerance(row.metric); sigma > 0)
                rows.push_back(std::log(row.fluid / row.published) / sigma);
        for (const Rate& rate : kRates)
            rows.push_back(std::log(relative_rate(day, rate.from_h, rate.until_h) / rate.expected) /
                           rate.tolerance);
    }
    return Eigen::Map<Eigen::VectorXd>(rows.data(), static_cast<Eigen::Index>(rows.size()));
}

Fit calibrate(const Shape& start, const Problem& problem) {
    constexpr int kRounds = 40;
    constexpr double kGiveUp = 1e6;
    Shape shape = start;
    Eigen::VectorXd r = residuals(shape, problem);
    double damping = 1;
    int evaluations = 1;
    for (int round = 0; round < kRounds && damping < kGiveUp; ++round) {
        const Eigen::MatrixXd j = jacobian(shape, problem);
        evaluations += static_cast<int>(2 * j.cols());
        const double before = r.squaredNorm();
        for (; damping < kGiveUp; damping *= 4) {
            const Eigen::MatrixXd normal =
                j.transpose() * j + damping * Eigen::MatrixXd::Identity(j.cols(), j.cols());
            const Shape next = moved(shape, -normal.ldlt().solve(j.transpose() * r));
            if (!possible(next)) continue;
            const Eigen::VectorXd r_next = residuals(next, problem);
            ++evaluations;
            if (r_next.squaredNorm() >= r.squaredNorm()) continue;
            shape = next;
            r = r_next;
            damping /= 5;
            break;
        }
        if (before - r.squaredNorm() < 1e-5 * before) break;
    }
    const double mean = mean_level(shape);
    for (double& level : shape.browsing) level /= mean;
    return {shape, residuals(shape, problem).squaredNorm(), evaluations};
}

Uncertainty uncertainty(const Shape& shape, const Problem& problem) {
    const Eigen::VectorXd r = residuals(shape, problem);
    const Eigen::MatrixXd j = jacobian(shape, problem);
    const Eigen::JacobiSVD<Eigen::MatrixXd> svd(j, Eigen::ComputeThinU | Eigen::ComputeThinV);
    const double deviation = std::sqrt(r.squaredNorm() / static_cast<double>(j.rows() - j.cols()));
    const Eigen::MatrixXd spread = svd.matrixV() * svd.singularValues().cwiseInverse().asDiagonal();
    return {spread.rowwise().norm() * deviation, svd.singularValues(), svd.matrixV()};
}

}  // namespace tools::fluid
