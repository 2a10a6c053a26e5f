#include "tools/verify/formulas.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace tools::verify {

double erlang_b(int servers, double load) {
    double b = 1;
    for (int c = 1; c <= servers; ++c) b = load * b / (c + load * b);
    return b;
}

double erlang_c(int servers, double load) {
    const double b = erlang_b(servers, load);
    return b / (1 - load / servers * (1 - b));
}

double wait_in_mg1(double rho, double cv2) {
    return rho * (1 + cv2) / (2 * (1 - rho));
}

double present_in_batches(double rho, int k) {
    return rho * (k + 1) / (2 * (1 - rho));
}

double UnlimitedServers::present(double t) const {
    const double fading = std::exp(-mu * t);
    return mean / mu * (1 - fading) +
           swing * (mu * std::sin(w * t) - w * std::cos(w * t) + w * fading) / (mu * mu + w * w);
}

double UnlimitedServers::amplitude() const {
    return swing / std::hypot(mu, w);
}

double UnlimitedServers::lag() const {
    return std::atan2(w, mu) / w;
}

namespace {

// The stationary law of a birth-death process on 0..n with births lambda and deaths death(k).
template <class Death>
std::vector<double> birth_death(double lambda, int n, Death&& death) {
    std::vector<double> p{1};
    double sum = 1;
    for (int k = 1; k <= n; ++k) {
        p.push_back(p.back() * lambda / death(k));
        sum += p.back();
        // Big loads overflow otherwise.
        if (sum > 1e200) {
            for (double& x : p) x /= sum;
            sum = 1;
        }
    }
    for (double& x : p) x /= sum;
    return p;
}

}  // namespace

FiniteQueue::FiniteQueue(double lambda, double mu, int servers, int room) {
    const auto p = birth_death(lambda, room, [&](int k) { return std::min(k, servers) * mu; });
    refused = p.back();
    present = 0;
    for (int k = 0; k <= room; ++k) present += k * p[static_cast<std::size_t>(k)];
    sojourn = present / (lambda * (1 - refused));
}

Impatience::Impatience(double lambda, double mu, int servers, double theta) {
    const int last = servers + static_cast<int>(20 * lambda / theta) + 1000;
    const auto p = birth_death(lambda, last, [&](int k) {
        return std::min(k, servers) * mu + std::max(k - servers, 0) * theta;
    });
    delayed = 0;
    waiting = 0;
    for (int k = servers; k <= last; ++k) {
        delayed += p[static_cast<std::size_t>(k)];
        waiting += (k - servers) * p[static_cast<std::size_t>(k)];
    }
    left = theta * waiting / lambda;
}

FixedPatience::FixedPatience(double lambda, double mu, int servers, double patience) {
    const double slack = servers * mu - lambda;
    const double e = 1 / erlang_b(servers - 1, lambda / mu);
    const double fading = std::exp(-slack * patience);
    const double j = (slack == 0 ? patience : (1 - fading) / slack) + fading / (servers * mu);
    delayed = lambda * j / (e + lambda * j);
    left = (1 - slack * j) / (e + lambda * j);
}

double refused_by_bucket(double lambda, double r, int burst) {
    const double rho = lambda / r;
    double series = 0;
    double factorial = 1;
    for (int j = 0; j < burst; ++j) {
        const double x = rho * (burst - 1 - j);
        series += std::pow(-x, j) / factorial * std::exp(x);
        factorial *= j + 1;
    }
    return 1 - series / (1 + rho * series);
}

std::vector<double> traffic(const std::vector<JacksonNode>& nodes) {
    const auto n = static_cast<Eigen::Index>(nodes.size());
    Eigen::MatrixXd balance = Eigen::MatrixXd::Identity(n, n);
    Eigen::VectorXd external(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        const JacksonNode& node = nodes[static_cast<std::size_t>(i)];
        external(i) = node.external;
        for (Eigen::Index j = 0; j < n; ++j) balance(j, i) -= node.to[static_cast<std::size_t>(j)];
    }
    const Eigen::VectorXd through = balance.partialPivLu().solve(external);
    return {through.begin(), through.end()};
}

std::vector<double> jackson(const std::vector<JacksonNode>& nodes) {
    const std::vector<double> through = traffic(nodes);
    std::vector<double> present;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const JacksonNode& node = nodes[i];
        const double load = through[i] / node.mu;
        present.push_back(load + erlang_c(node.servers, load) * load / (node.servers - load));
    }
    return present;
}

double classical_orbit(double lambda, double mu, double theta) {
    const double rho = lambda / mu;
    return rho * (rho + lambda / theta) / (1 - rho);
}

double constant_orbit(double lambda, double mu, double theta) {
    // The generating function of the orbit while the server is busy is a geometric one.
    return lambda * (lambda + theta) / (theta * (mu - lambda) - lambda * lambda) - lambda / mu;
}

SpikeIntoCapacity::SpikeIntoCapacity(double peak, double c, double p, double capacity)
    : c_(c), p_(p), whole_(peak * c / (p - 1)), capacity_(capacity) {
    peak_time = c * (std::pow(peak / capacity, 1 / p) - 1);
    longest = queue(peak_time);
    wait = longest / capacity;
    double early = peak_time;
    double late = whole_ / capacity;  // by then all that ever come could have been served
    for (int i = 0; i < 100; ++i) {
        const double middle = (early + late) / 2;
        (queue(middle) > 0 ? early : late) = middle;
    }
    clear_time = early;
    const double t = clear_time;
    const double all_came = c / (2 - p) * (std::pow(1 + t / c, 2 - p) - 1);
    total_wait = whole_ * (t - all_came) - capacity * t * t / 2;
}

double SpikeIntoCapacity::arrived(double t) const {
    return whole_ * (1 - std::pow(1 + t / c_, 1 - p_));
}

double SpikeIntoCapacity::queue(double t) const {
    return arrived(t) - capacity_ * t;
}

double hawkes_mean(double mu, double n, double beta, double t) {
    const double rest = beta * (1 - n);
    return mu / (1 - n) * (t - n / rest * (1 - std::exp(-rest * t)));
}

double BassFluid::share(double t) const {
    const double e = std::exp(-(p + q) * t);
    return (1 - e) / (1 + q / p * e);
}

double BassFluid::growth(double t) const {
    const double taken = share(t);
    return (1 - taken) * (p + q * taken);
}

double BassFluid::peak_time() const {
    return std::log(q / p) / (p + q);
}

Newsvendor::Newsvendor(double mean, double deviation, double quantity, double margin, double loss) {
    const double z = (quantity - mean) / deviation;
    const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
    lost = deviation * (density - z * std::erfc(z / std::numbers::sqrt2) / 2);
    const double sold = mean - lost;
    profit = margin * sold - loss * (quantity - sold);
}

double zipf_share(int k, int n, double s) {
    double head = 0;
    double all = 0;
    for (int i = n; i >= 1; --i) {
        const double weight = std::pow(i, -s);
        all += weight;
        if (i <= k) head += weight;
    }
    return head / all;
}

}  // namespace tools::verify
