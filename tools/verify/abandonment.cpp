// Stations whose customers have patience.
#include <algorithm>
#include <fmt/format.h>

#include "tools/verify/experiment.hpp"
#include "tools/verify/formulas.hpp"
#include "tools/verify/station_runs.hpp"

namespace tools::verify {
namespace {

Experiment fixed_patience(double lambda, int servers, double patience, std::int64_t customers) {
    return {fmt::format("M/M/{}+D, {} erlang, {} s", servers, lambda, patience),
            "Barrer 1957; Zeltyn and Mandelbaum 2005", [=](Rows& rows) {
                const FixedPatience golden(lambda, 1, servers, patience);
                const Setup setup{lambda, servers, sim::kUnlimited, sim::from_seconds(patience)};
                const Stationary r = run_stationary(setup, customers, 14, exponential_service(1));
                rows.mean("share that waits", golden.delayed, r.delayed.estimate());
                rows.mean("share that gives up", golden.left, r.left.estimate());
            }};
}

// Each customer with a patience of its own. A station knows one patience for all, so those who have
// given up are found out when a server comes to them, as a service of no length.
class ImpatientRun {
  public:
    ImpatientRun(double lambda, int servers, double theta, std::uint64_t customers,
                 std::uint64_t seed)
        : mean_gap_(1 / lambda),
          mean_patience_(1 / theta),
          customers_(customers),
          warm_(customers / 20),
          station_(servers),
          gaps_(sim::StreamFamily(seed, 0, 0).at(0)),
          services_(sim::StreamFamily(seed, 0, 1).at(0)),
          patience_(seed, 0, 2),
          delayed(static_cast<std::int64_t>(customers / 100)),
          left(delayed),
          queued(delayed) {
        list_.push(sim::make_event(0, kArrival, 0));
        while (!list_.empty()) handle(list_.pop());
    }

  private:
    void handle(const sim::Event& e) {
        now_ = e.time;
        if (kind_of(e) == kArrival) {
            arrive(entity_of(e));
            return;
        }
        int ended = 1;
        for (; ended > 0; --ended) {
            station_.finish(now_, [&](std::uint64_t customer, sim::Time arrived) {
                if (!begin(customer, arrived)) ++ended;
            });
        }
    }

    void arrive(std::uint64_t customer) {
        const sim::Arrival answer = station_.arrive(now_, customer);
        if (customer >= warm_) delayed.add(answer == sim::Arrival::queued ? 1 : 0);
        if (answer == sim::Arrival::served) begin(customer, now_);
        if (customer + 1 < customers_) {
            const double gap = sim::exponential(gaps_, mean_gap_);
            list_.push(sim::make_event(now_ + sim::from_seconds(gap), kArrival, customer + 1));
        }
    }

    // Whether the customer was still there.
    bool begin(std::uint64_t customer, sim::Time arrived) {
        sim::Stream stream = patience_.at(customer);
        const sim::Duration patience = sim::from_seconds(sim::exponential(stream, mean_patience_));
        const bool stayed = now_ - arrived <= patience;
        if (stayed) {
            const double service = sim::exponential(services_, 1);
            list_.push(sim::make_event(now_ + sim::from_seconds(service), kEndOfService, customer));
        }
        if (customer >= warm_) {
            left.add(stayed ? 0 : 1);
            queued.add(sim::to_seconds(stayed ? now_ - arrived : patience));
        }
        return stayed;
    }

    double mean_gap_;
    double mean_patience_;
    std::uint64_t customers_;
    std::uint64_t warm_;
    sim::Station station_;
    sim::Stream gaps_;
    sim::Stream services_;
    sim::StreamFamily patience_;
    sim::EventList list_;
    sim::Time now_ = 0;

  public:
    BatchMeans delayed;  // share
    BatchMeans left;     // share
    BatchMeans queued;   // s, of all customers
};

// The length of the queue comes by Little's law from the time in it.
Experiment erlang_a(double lambda, int servers, double theta, std::uint64_t customers,
                    std::uint64_t seed) {
    return {fmt::format("M/M/{}+M, {} erlang, {} s", servers, lambda, 1 / theta),
            "Palm 1957 (Erlang A), birth-death equations", [=](Rows& rows) {
                const Impatience golden(lambda, 1, servers, theta);
                const ImpatientRun r(lambda, servers, theta, customers, seed);
                const Estimate queued = r.queued.estimate();
                rows.mean("share that waits", golden.delayed, r.delayed.estimate());
                rows.mean("share that gives up", golden.left, r.left.estimate());
                rows.mean("mean length of the queue", golden.waiting,
                          {lambda * queued.value, lambda * queued.error});
            }};
}

void lazy_and_timed(Rows& rows) {
    Setup setup{12, 10, sim::kUnlimited, sim::kSecond / 2};
    const auto path = [&](Timer timer) {
        setup.timer = timer;
        const auto service = exponential_service(1);
        return StationaryRun<decltype(service)>(setup, 200'000, 15, service).run(true).starts;
    };
    const auto lazy = path(Timer::none);
    const auto timed = path(Timer::events);
    std::size_t differ =
        lazy.size() > timed.size() ? lazy.size() - timed.size() : timed.size() - lazy.size();
    for (std::size_t i = 0; i < std::min(lazy.size(), timed.size()); ++i) {
        differ += lazy[i] != timed[i];
    }
    rows.number("starts of service that differ", 0, static_cast<double>(differ));
    rows.number("over 150,000 are compared", 1, lazy.size() > 150'000 ? 1 : 0);
}

}  // namespace

std::vector<Experiment> abandonment_experiments() {
    return {fixed_patience(1.5, 1, 1.0, 600'000),
            fixed_patience(10, 10, 0.5, 2'000'000),
            fixed_patience(12, 10, 1.0, 1'000'000),
            fixed_patience(110, 100, 0.1, 2'000'000),
            erlang_a(10, 10, 0.5, 2'000'000, 31),
            erlang_a(95, 100, 0.5, 12'000'000, 32),
            erlang_a(100, 100, 1, 7'000'000, 33),
            erlang_a(120, 100, 0.5, 2'000'000, 34),
            {"Patience, lazily and by a timer", "one sample path by two ways", lazy_and_timed}};
}

}  // namespace tools::verify
