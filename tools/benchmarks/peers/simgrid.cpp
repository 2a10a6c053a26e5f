// SimGrid (libsimgrid-dev) as a peer. VARIANT is one of
//     actors  s4u, the interface that its manual teaches: M/M/1 as a source and a server with a
//             semaphore between them, hold as one actor that sleeps again and again for each event
//     timers  callbacks of its kernel (simgrid/kernel/Timer.hpp); s4u itself has none
// Times are doubles in s.

#include <optional>
#include <simgrid/kernel/Timer.hpp>
#include <simgrid/s4u.hpp>

#include "sim/queueing/ring.hpp"

#include "tools/benchmarks/peers/peer.hpp"

namespace {

namespace sg = simgrid::s4u;
using simgrid::kernel::timer::Timer;

double now() {
    return sg::Engine::get_clock();
}

// The platform of one host that actors need.
sg::Host* one_host() {
    sg::NetZone* zone = sg::create_full_zone("zone");
    sg::Host* host = zone->create_host("host", 1e9);
    zone->seal();
    return host;
}

// What the customers of M/M/1 come to.
class Customers {
  public:
    explicit Customers(std::int64_t number)
        : to_come(number), number_(static_cast<double>(number)) {}

    void join() { present_.push_back(now()); }
    void leave() {
        in_system_ += now() - present_.front();
        present_.pop_front();
    }
    bool none_present() const { return present_.empty(); }
    void print(const peers::Stopwatch& watch) const {
        peers::print(watch.ns() / number_, in_system_ / number_);
    }

    std::int64_t to_come;
    peers::Times times;

  private:
    double number_;
    double in_system_ = 0;
    sim::Ring<double> present_;
};

void start_actors(Customers& customers, sg::Host* host) {
    const sg::SemaphorePtr present = sg::Semaphore::create(0);
    sg::Actor::create("source", host, [&customers, present] {
        for (; customers.to_come > 0; --customers.to_come) {
            sg::this_actor::sleep_for(customers.times.gap());
            customers.join();
            present->release();
        }
    });
    sg::Actor::create("server", host, [&customers, present, number = customers.to_come] {
        for (std::int64_t i = 0; i < number; ++i) {
            present->acquire();
            sg::this_actor::sleep_for(customers.times.service());
            customers.leave();
        }
    });
}

class TimedServer {
  public:
    explicit TimedServer(Customers& customers) : customers_(customers) { next_arrival(); }

  private:
    void next_arrival() {
        if (customers_.to_come-- <= 0) return;
        Timer::set(now() + customers_.times.gap(), [this] {
            if (customers_.none_present()) serve();
            customers_.join();
            next_arrival();
        });
    }
    void serve() {
        Timer::set(now() + customers_.times.service(), [this] {
            customers_.leave();
            if (!customers_.none_present()) serve();
        });
    }

    Customers& customers_;
};

void mm1(const std::string& variant, std::int64_t number) {
    Customers customers(number);
    peers::Stopwatch watch;
    sg::Host* host = one_host();
    watch.start();
    std::optional<TimedServer> timed;
    if (variant == "actors") {
        start_actors(customers, host);
    } else {
        timed.emplace(customers);
    }
    sg::Engine::get_instance()->run();
    watch.stop();
    customers.print(watch);
}

// Every pending event is an actor that sleeps, or a timer that sets the next; when the last hold is
// over each of them ends at its next turn.
class Holding {
  public:
    Holding(std::int64_t pending, std::int64_t holds) : meter_(pending, holds) {}

    void act() {
        while (!over_) {
            sg::this_actor::sleep_for(times_.increment());
            count();
        }
    }
    void set_timer() {
        Timer::set(now() + times_.increment(), [this] {
            count();
            if (!over_) set_timer();
        });
    }
    void print() const { meter_.print(); }

  private:
    void count() {
        if (!over_) over_ = !meter_.count(now);
    }

    peers::Times times_;
    peers::Meter meter_;
    bool over_ = false;
};

void hold(const std::string& variant, std::int64_t pending, std::int64_t holds) {
    Holding holding(pending, holds);
    sg::Host* host = one_host();
    for (std::int64_t i = 0; i < pending; ++i) {
        if (variant == "actors") {
            sg::Actor::create("actor", host, [&holding] { holding.act(); });
        } else {
            holding.set_timer();
        }
    }
    sg::Engine::get_instance()->run();
    holding.print();
}

}  // namespace

int main(int argc, char** argv) {
    sg::Engine engine(&argc, argv);
    // Small stacks without guard pages: with its defaults not even 10^5 actors can be made.
    sg::Engine::set_config("contexts/stack-size:16");
    sg::Engine::set_config("contexts/guard-size:0");
    return peers::main(argc, argv, mm1, hold);
}
