// The closed forms that the page needs, computed apart from the engine.
//
// Where no closed form exists the stationary or time-dependent law is computed numerically, to more
// figures than any experiment resolves. tests/tools/verify holds them against printed values.
#pragma once

#include <functional>
#include <vector>

namespace tools::verify {

// The probability that all c servers are busy in M/M/c/c at a load in erlang (Erlang 1917).
double erlang_b(int servers, double load);

// The probability of waiting in M/M/c (Erlang 1917). Requires load < servers.
double erlang_c(int servers, double load);

// The mean wait in M/G/1 with E[S] = 1: rho (1 + cv^2) / (2 (1 - rho)) (Pollaczek 1930, Khinchine
// 1932). Requires rho < 1.
double wait_in_mg1(double rho, double cv2);

// The mean number in M^[k]/M/1, where customers come in batches of k (Gaver 1959). Requires rho < 1.
double present_in_batches(double rho, int k);

// M/M/c/K by its birth-death equations; K counts those in service too.
struct FiniteQueue {
    FiniteQueue(double lambda, double mu, int servers, int room);
    double refused;  // share of arrivals
    double present;  // mean number in the system
    double sojourn;  // s, mean, of those admitted
};

// M/M/c+M: customers wait for an exponential time at most (Palm 1957: Erlang A). By the birth-death
// equations, cut off where nothing is left.
struct Impatience {
    Impatience(double lambda, double mu, int servers, double theta);
    double delayed;  // share not served at once
    double left;     // share that gives up
    double waiting;  // mean length of the queue
};

// M/M/c whose customers wait for at most a fixed time (Barrer, Oper. Res. 5, 1957), in the form of
// Zeltyn and Mandelbaum (Queueing Systems 51, 2005) for general patience.
struct FixedPatience {
    FixedPatience(double lambda, double mu, int servers, double patience);
    double delayed;
    double left;
};

// The share that a bucket of b tokens, filled at rate r, refuses of a Poisson stream of rate
// lambda. The tokens missing from it are the unfinished work of an M/D/1 queue (a token is a
// service of 1 / r) that customers join only if at most b - 1 services lie before them. Up to that
// bound its stationary law is proportional to that of M/D/1, here by Erlang's series (1909), which
// as a proportion holds above saturation too; what is served, lambda P(accepted), is r P(not full).
double refused_by_bucket(double lambda, double r, int burst);

// A Jackson network (1957): stations with exponential services of rate mu at c servers, external
// arrivals, and routing probabilities from row to column.
struct JacksonNode {
    double external;
    double mu;
    int servers;
    std::vector<double> to;
};
// The customers a second that come to each node, from outside or from others.
std::vector<double> traffic(const std::vector<JacksonNode>& nodes);
// The mean number at each node.
std::vector<double> jackson(const std::vector<JacksonNode>& nodes);

// M/M/1/1 with customers who come back after an exponential time of rate theta each ("classical"),
// mean number in orbit (Falin and Templeton 1997, section 1.2).
double classical_orbit(double lambda, double mu, double theta);
// The same if the orbit as a whole comes back at rate theta ("constant": Fayolle 1986).
double constant_orbit(double lambda, double mu, double theta);

// Vehicles of a capacity leave once a period, Poisson members with a mean number a period: by
// iteration of the recursion L' = (L + N - capacity)^+.
struct Timetable {
    Timetable(double per_period, int capacity);
    double left;  // mean number that stays behind
    double wait;  // mean, in periods
};

// Vehicles that leave when full, or `limit` after their first member: the capacity - 1 further
// arrivals race against the limit.
struct FullOrTimeout {
    FullOrTimeout(double lambda, int capacity, double limit);
    double size;  // mean number aboard
    double wait;  // s, mean of a member
};

// M(t)/M/infinity from empty, arrivals at rate mean + swing sin(w t): the mean number present at t,
// by m' = lambda(t) - mu m (Eick, Massey and Whitt, Oper. Res. 41, 1993), and how far and when it
// swings in the long run.
struct UnlimitedServers {
    double mean, swing, w, mu;

    double present(double t) const;
    double amplitude() const;
    double lag() const;  // of the peak behind that of the arrivals
};

// Omori's arrivals, peak (1 + t / c)^-p a second, as a fluid that is served at a constant capacity.
// Requires 1 < p < 2 and capacity < peak.
struct SpikeIntoCapacity {
    SpikeIntoCapacity(double peak, double c, double p, double capacity);

    double arrived(double t) const;  // by t
    double queue(double t) const;    // before it is empty again

    double peak_time;   // s; when as many come as are served
    double longest;     // the queue then
    double wait;        // s, of who comes then: nobody waits longer
    double clear_time;  // s; when the queue is empty again
    double total_wait;  // s, of all until then

  private:
    double c_, p_, whole_, capacity_;
};

// M(t)/M/c from empty, c of any size: the mean number present and the probability that all servers
// are busy at each of the ascending times, by Runge and Kutta's method on Kolmogorov's equations.
// `room` is where the states are cut off.
struct TimeDependent {
    double present;
    double all_busy;
};
std::vector<TimeDependent> time_dependent(const std::function<double(double)>& lambda, double mu,
                                          int servers, int room, const std::vector<double>& times);

// The mean delay in the queue of each of the first n customers of M/M/1 from empty, E[S] = 1: by
// the law of the number found on arrival. Element 0 is the first customer.
std::vector<double> delays_from_empty(double rho, int n);

// The mean number of events of Hawkes's process by t, from rest (Hawkes 1971): immigrants at rate
// mu, each event with n < 1 offspring after exponential times of rate beta.
double hawkes_mean(double mu, double n, double beta, double t);

// The share of people who have taken something up by t if each does at rate p + q (share), as a
// pure birth process (Bass 1969 is its fluid): by Runge and Kutta's method.
struct Adoption {
    Adoption(int people, double p, double q, double t);
    double mean;
    double deviation;  // standard
};

// The fluid of that: the share by t, and when it grows fastest.
struct BassFluid {
    double p, q;

    double share(double t) const;
    double growth(double t) const;
    double peak_time() const;
};

// What a newsvendor with a stock of `quantity` has to expect where demand is normal (Arrow, Harris
// and Marschak 1951): a piece sold earns `margin`, one left over costs `loss`.
struct Newsvendor {
    Newsvendor(double mean, double deviation, double quantity, double margin, double loss);
    double lost;  // mean demand that is not met
    double profit;
};

// The share of the k most popular of n items with popularity rank^-s (Zipf 1949).
double zipf_share(int k, int n, double s);

}  // namespace tools::verify
