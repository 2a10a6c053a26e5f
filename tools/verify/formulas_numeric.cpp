// Laws that have no closed form, computed numerically.
#include <algorithm>
#include <cmath>

#include "tools/verify/formulas.hpp"

namespace tools::verify {
namespace {

// P(N = k) for k = 0..n.
std::vector<double> poisson_law(double mean, int n) {
    std::vector<double> p;
    for (int k = 0; k <= n; ++k) {
        p.push_back(std::exp(k * std::log(mean) - mean - std::lgamma(k + 1.0)));
    }
    return p;
}

using Law = std::vector<double>;

// Carries a law from `t` to `until` by Runge and Kutta's method; slope(t, law) is its derivative.
template <class Slope>
void integrate(Law& p, double t, double until, int steps, Slope&& slope) {
    const auto moved = [&](double h, const Law& d) {
        Law out = p;
        for (std::size_t k = 0; k < p.size(); ++k) out[k] += h * d[k];
        return out;
    };
    const double h = (until - t) / steps;
    for (int i = 0; i < steps; ++i, t += h) {
        const Law a = slope(t, p);
        const Law b = slope(t + h / 2, moved(h / 2, a));
        const Law c = slope(t + h / 2, moved(h / 2, b));
        const Law d = slope(t + h, moved(h, c));
        for (std::size_t k = 0; k < p.size(); ++k) {
            p[k] += h / 6 * (a[k] + 2 * b[k] + 2 * c[k] + d[k]);
        }
    }
}

}  // namespace

Timetable::Timetable(double per_period, int capacity) {
    const int jump = static_cast<int>(per_period + 12 * std::sqrt(per_period)) + 20;
    const std::vector<double> born = poisson_law(per_period, jump);
    std::vector<double> p(static_cast<std::size_t>(40 * capacity));
    p[0] = 1;
    // Doubling the vector's support is not needed: at the loads of the page nothing reaches it.
    for (double change = 1; change > 1e-13;) {
        std::vector<double> next(p.size());
        for (std::size_t l = 0; l < p.size(); ++l) {
            if (p[l] < 1e-18) continue;
            for (std::size_t k = 0; k < born.size(); ++k) {
                const auto all = static_cast<std::ptrdiff_t>(l + k) - capacity;
                const auto to = static_cast<std::size_t>(std::max<std::ptrdiff_t>(all, 0));
                next[std::min(to, p.size() - 1)] += p[l] * born[k];
            }
        }
        change = 0;
        for (std::size_t l = 0; l < p.size(); ++l) change += std::abs(next[l] - p[l]);
        p.swap(next);
    }
    left = 0;
    for (std::size_t l = 0; l < p.size(); ++l) left += static_cast<double>(l) * p[l];
    wait = 0.5 + left / per_period;  // half a period, and a whole one for each departure missed
}

FullOrTimeout::FullOrTimeout(double lambda, int capacity, double limit) {
    // N(limit) arrivals after the first, if the vehicle does not fill before; the k-th of them
    // comes at an Erlang time. E[min(T_k, limit)] gives the departure, and with it everything.
    const std::vector<double> p = poisson_law(lambda * limit, capacity + 200);
    // P(N >= k) for k = 0, 1, ...
    std::vector<double> reached(p.size() + 1);
    for (std::size_t k = p.size(); k-- > 0;) reached[k] = reached[k + 1] + p[k];
    const auto k_full = static_cast<std::size_t>(capacity - 1);
    size = 1;
    for (std::size_t k = 1; k <= k_full; ++k) size += reached[k];
    // Integral of P(T_k > t) over [0, limit] is the sum over j < k of P(T_{j+1} <= limit) / lambda.
    const auto capped = [&](std::size_t k) {
        double sum = 0;
        for (std::size_t j = 0; j < k; ++j) sum += reached[j + 1] / lambda;
        return sum;
    };
    // The wait of the j-th further member is the departure minus T_j if it comes in time.
    double total = capped(k_full);  // the first member waits for all of it
    for (std::size_t j = 1; j <= k_full; ++j) total += capped(k_full) - capped(j);
    wait = total / size;
}

std::vector<TimeDependent> time_dependent(const std::function<double(double)>& lambda, double mu,
                                          int servers, int room, const std::vector<double>& times) {
    const auto n = static_cast<std::size_t>(room);
    // Rates of a step must stay within the method's region of stability.
    const double fastest = 2 * std::min(servers, room) * mu + 400 * mu;
    const auto slope = [&](double t, const Law& p) {
        Law d(p.size());
        for (std::size_t k = 0; k < n; ++k) {
            const double up = lambda(t) * p[k];
            const double down =
                mu * static_cast<double>(std::min(k + 1, static_cast<std::size_t>(servers))) *
                p[k + 1];
            d[k] += down - up;
            d[k + 1] += up - down;
        }
        return d;
    };
    Law p(n + 1);
    p[0] = 1;
    double t = 0;
    std::vector<TimeDependent> answers;
    for (const double until : times) {
        integrate(p, t, until, static_cast<int>((until - t) * fastest) + 1, slope);
        t = until;
        TimeDependent answer{0, 0};
        for (std::size_t k = 0; k <= n; ++k) {
            answer.present += static_cast<double>(k) * p[k];
            if (k >= static_cast<std::size_t>(servers)) answer.all_busy += p[k];
        }
        answers.push_back(answer);
    }
    return answers;
}

Adoption::Adoption(int people, double p, double q, double t) {
    const auto n = static_cast<std::size_t>(people);
    const auto slope = [&](double, const Law& law) {
        Law d(law.size());
        for (std::size_t k = 0; k < n; ++k) {
            const double share = static_cast<double>(k) / people;
            const double up = (people - static_cast<double>(k)) * (p + q * share) * law[k];
            d[k] -= up;
            d[k + 1] += up;
        }
        return d;
    };
    Law law(n + 1);
    law[0] = 1;
    // The fastest rate of all states is near people (p + q)^2 / (4 q).
    const double fastest = people * (p + q) * (p + q) / (4 * q);
    integrate(law, 0, t, static_cast<int>(4 * t * fastest) + 100, slope);
    mean = 0;
    double square = 0;
    for (std::size_t k = 0; k <= n; ++k) {
        const double share = static_cast<double>(k) / people;
        mean += share * law[k];
        square += share * share * law[k];
    }
    deviation = std::sqrt(square - mean * mean);
}

std::vector<double> delays_from_empty(double rho, int n) {
    // Between two arrivals the server ends one service after another, each with the chance
    // 1 / (1 + rho) of coming before the arrival, until the system is empty.
    const double served = 1 / (1 + rho);
    const double arrived = 1 - served;
    std::vector<double> found{1};  // the law of the number that a customer finds
    std::vector<double> delays;
    for (int customer = 0; customer < n; ++customer) {
        double delay = 0;
        for (std::size_t k = 0; k < found.size(); ++k) delay += static_cast<double>(k) * found[k];
        delays.push_back(delay);
        std::vector<double> next(found.size() + 1);
        for (std::size_t k = 0; k < found.size(); ++k) {
            double p = found[k];
            for (std::size_t left = k + 1; left > 0; --left) {
                next[left] += p * arrived;
                p *= served;
            }
            next[0] += p;
        }
        found.swap(next);
    }
    return delays;
}

}  // namespace tools::verify
