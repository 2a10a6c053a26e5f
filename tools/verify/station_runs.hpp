// Discrete-event runs of one station on the engine's own event list, for the closed forms.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "sim/kernel/event_list.hpp"
#include "sim/kernel/time.hpp"
#include "sim/queueing/station.hpp"
#include "sim/random/distributions.hpp"
#include "sim/random/stream.hpp"

#include "tools/verify/samples.hpp"

namespace tools::verify {

enum Kind : std::uint8_t { kArrival, kEndOfService, kPatienceEnds, kSample };

enum class Timer { none, events };  // how the end of patience is found out; see sim::Station

struct Setup {
    double arrivals_per_s;
    std::int64_t servers;
    std::int64_t queue_limit = sim::kUnlimited;
    sim::Duration patience = sim::kNever;
    Timer timer = Timer::none;
};

// What a stationary run estimates, per customer. Refused customers count in `refused` and `found`.
struct Stationary {
    explicit Stationary(std::int64_t batch)
        : wait(batch),
          long_wait(batch),
          delayed(batch),
          refused(batch),
          left(batch),
          sojourn(batch),
          found(batch) {}

    BatchMeans wait;       // s in the queue, of those served
    BatchMeans long_wait;  // share of those served who waited for more than 1 s
    BatchMeans delayed;    // share of those admitted who were not served at once
    BatchMeans refused;    // share of all
    BatchMeans left;       // share of those admitted whose patience ran out
    BatchMeans sojourn;    // s in the system, of those served
    BatchMeans found;  // in the system on arrival: the time average (Wolff, Oper. Res. 30, 1982)
    std::vector<std::pair<std::uint64_t, sim::Time>> starts;  // the sample path, from the first on
};

// Poisson arrivals to a station; service(stream) draws a service time in seconds. The first 5 % of
// the customers warm the station up and are not counted; the rest make 95 batches, or fewer of
// those served.
template <class Service>
class StationaryRun {
  public:
    StationaryRun(const Setup& setup, std::int64_t customers, std::uint64_t seed, Service service)
        : setup_(setup),
          customers_(static_cast<std::uint64_t>(customers)),
          warm_(customers_ / 20),
          service_(std::move(service)),
          station_(setup.servers, setup.queue_limit),
          interarrival_stream_(sim::StreamFamily(seed, 0, 0).at(0)),
          service_stream_(sim::StreamFamily(seed, 0, 1).at(0)),
          result_(customers / 100) {}

    // Keeping the sample path costs memory; only comparisons of paths need it.
    Stationary run(bool keep_path = false) {
        keep_path_ = keep_path;
        schedule_arrival(0);
        while (!list_.empty()) handle(list_.pop());
        return std::move(result_);
    }

  private:
    void handle(const sim::Event& e) {
        now_ = e.time;
        const auto start = [this](std::uint64_t customer, sim::Time arrived) {
            begin_service(customer, arrived);
        };
        const auto leave = [this](std::uint64_t customer, sim::Time) {
            if (customer >= warm_) result_.left.add(1);
        };
        switch (kind_of(e)) {
            case kArrival:
                arrive(entity_of(e));
                break;
            case kEndOfService:
                station_.finish(now_, setup_.patience, start, leave);
                break;
            case kPatienceEnds:
                timer_runs_ = false;
                station_.expire(now_, setup_.patience, leave);
                set_timer();
                break;
        }
    }

    void arrive(std::uint64_t customer) {
        const bool counts = customer >= warm_;
        if (counts) {
            result_.found.add(static_cast<double>(station_.in_service() + station_.waiting()));
        }
        const sim::Arrival answer = station_.arrive(now_, customer);
        if (answer == sim::Arrival::served) begin_service(customer, now_);
        if (answer == sim::Arrival::queued) set_timer();
        if (counts) {
            const bool refused = answer == sim::Arrival::refused;
            result_.refused.add(refused ? 1 : 0);
            if (!refused) result_.delayed.add(answer == sim::Arrival::queued ? 1 : 0);
        }
        if (customer + 1 < customers_) schedule_arrival(customer + 1);
    }

    void begin_service(std::uint64_t customer, sim::Time arrived) {
        const sim::Time end = now_ + sim::from_seconds(service_(service_stream_));
        list_.push(sim::make_event(end, kEndOfService, customer));
        if (keep_path_) result_.starts.emplace_back(customer, now_);
        if (customer < warm_) return;
        result_.wait.add(sim::to_seconds(now_ - arrived));
        result_.long_wait.add(now_ - arrived > sim::kSecond ? 1 : 0);
        result_.sojourn.add(sim::to_seconds(end - arrived));
        result_.left.add(0);
    }

    void schedule_arrival(std::uint64_t customer) {
        const double gap = sim::exponential(interarrival_stream_, 1 / setup_.arrivals_per_s);
        list_.push(sim::make_event(now_ + sim::from_seconds(gap), kArrival, customer));
    }

    // One timer for the whole queue is enough, because patience ends in order of arrival.
    void set_timer() {
        const sim::Time next = station_.next_leave(setup_.patience);
        if (setup_.timer == Timer::none || timer_runs_ || next == sim::kNever) return;
        list_.push(sim::make_event(next, kPatienceEnds, 0));
        timer_runs_ = true;
    }

    Setup setup_;
    std::uint64_t customers_;
    std::uint64_t warm_;
    Service service_;
    sim::Station station_;
    sim::Stream interarrival_stream_;
    sim::Stream service_stream_;
    Stationary result_;
    sim::EventList list_;
    sim::Time now_ = 0;
    bool timer_runs_ = false;
    bool keep_path_ = false;
};

template <class Service>
Stationary run_stationary(const Setup& setup, std::int64_t customers, std::uint64_t seed,
                          Service service) {
    return StationaryRun<Service>(setup, customers, seed, service).run();
}

// Exponential service of a mean in seconds.
inline auto exponential_service(double mean) {
    return [mean](sim::Stream& stream) { return sim::exponential(stream, mean); };
}

// Runs a station from empty. next_arrival() gives the time of the next arrival, service() the length
// of the next service in seconds; sample(i, in the system) is called at sample_times[i], seconds
// that ascend; the run ends with the last.
template <class NextArrival, class Service, class Sample>
void run_from_empty(std::int64_t servers, NextArrival&& next_arrival, Service&& service,
                    const std::vector<double>& sample_times, Sample&& sample) {
    sim::Station station(servers);
    sim::EventList list;
    const auto begin_service = [&](sim::Time now, std::uint64_t customer) {
        list.push(sim::make_event(now + sim::from_seconds(service()), kEndOfService, customer));
    };
    list.push(sim::make_event(next_arrival(), kArrival, 0));
    for (std::size_t i = 0; i < sample_times.size(); ++i) {
        list.push(sim::make_event(sim::from_seconds(sample_times[i]), kSample, i));
    }
    for (;;) {
        const sim::Event e = list.pop();
        switch (kind_of(e)) {
            case kArrival:
                if (station.arrive(e.time, entity_of(e)) == sim::Arrival::served) {
                    begin_service(e.time, entity_of(e));
                }
                list.push(sim::make_event(next_arrival(), kArrival, entity_of(e) + 1));
                break;
            case kEndOfService:
                station.finish(e.time, [&](std::uint64_t customer, sim::Time) {
                    begin_service(e.time, customer);
                });
                break;
            case kSample:
                sample(entity_of(e), station.in_service() + station.waiting());
                if (entity_of(e) + 1 == sample_times.size()) return;
                break;
        }
    }
}

}  // namespace tools::verify
