// Least squares of the one shape against all years together (Levenberg-Marquardt, Levenberg 1944,
// Marquardt 1963), and what the record leaves open.
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "tools/fluid/score.hpp"

namespace tools::fluid {

// A free parameter, fitted by its logarithm so that it stays positive.
struct FreeParameter {
    std::string name;
    double Shape::*member;  // null for a browsing level
    std::size_t level;      // index in Shape::browsing if member is null

    double& of(Shape& shape) const { return member ? shape.*member : shape.browsing[level]; }
    double of(const Shape& shape) const { return member ? shape.*member : shape.browsing[level]; }
};
const std::vector<FreeParameter>& free_parameters();

// Sets payments_at_reference and payments_growth by the straight line through the published peaks,
// logarithm against logarithm. Requires peaks of two years or more, not all with the same order
// peak.
void fit_payment_rule(Shape& shape, const std::vector<Peaks>& peaks);

// What is fitted: the payment capacity of one year may be prescribed in place of the rule (0: it is
// not).
struct Problem {
    std::vector<YearRecord> years;
    int prescribed_year = 0;
    double prescribed_capacity = 0;  // check-outs/s

    double capacity(const Shape& shape, const YearRecord& year) const;
};

// A row a fitted figure: log(fluid / told) over its tolerance.
Eigen::VectorXd residuals(const Shape& shape, const Problem& problem);

struct Fit {
    Shape shape;      // browsing levels with a mean of 1
    double cost;      // sum of squared residuals
    int evaluations;  // of the residuals
};
// Moves the free parameters only. Ends at a local minimum, to 1e-5 of the cost, or after 40 rounds.
Fit calibrate(const Shape& start, const Problem& problem);

// The Jacobian of the residuals by the logarithms of the parameters, taken apart.
struct Uncertainty {
    Eigen::VectorXd relative_error;   // one standard error of each parameter over its value
    Eigen::VectorXd singular_values;  // descending
    Eigen::MatrixXd directions;       // column i: the combination that singular value i belongs to
};
Uncertainty uncertainty(const Shape& shape, const Problem& problem);

}  // namespace tools::fluid
