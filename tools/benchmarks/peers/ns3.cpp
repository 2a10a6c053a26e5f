// ns-3 (libns3-dev) as a peer; VARIANT is the type of its scheduler, such as ns3::MapScheduler,
// which is its default. Events are member functions scheduled with Simulator::Schedule, as its
// manual has it; times are integers of its resolution, ns.

#include <ns3/object-factory.h>
#include <ns3/simulator.h>

#include "sim/queueing/ring.hpp"

#include "tools/benchmarks/peers/peer.hpp"

namespace {

using ns3::Simulator;

ns3::Time ticks(double seconds) {
    return ns3::TimeStep(static_cast<std::uint64_t>(seconds * 1e9));
}

void choose_scheduler(const std::string& type) {
    ns3::ObjectFactory factory;
    factory.SetTypeId(type);
    Simulator::SetScheduler(factory);
}

class SingleServer {
  public:
    explicit SingleServer(std::int64_t customers) : to_come_(customers), served_(customers) {}

    void run() {
        peers::Stopwatch watch;
        watch.start();
        next_arrival();
        Simulator::Run();
        watch.stop();
        const auto served = static_cast<double>(served_);
        peers::print(watch.ns() / served, static_cast<double>(in_system_) * 1e-9 / served);
    }

  private:
    void arrive() {
        if (present_.empty()) serve();
        present_.push_back(Simulator::Now().GetTimeStep());
        next_arrival();
    }
    void depart() {
        in_system_ += Simulator::Now().GetTimeStep() - present_.front();
        present_.pop_front();
        if (!present_.empty()) serve();
    }
    void next_arrival() {
        if (to_come_-- <= 0) return;
        Simulator::Schedule(ticks(times_.gap()), &SingleServer::arrive, this);
    }
    void serve() { Simulator::Schedule(ticks(times_.service()), &SingleServer::depart, this); }

    std::int64_t to_come_;
    std::int64_t served_;
    peers::Times times_;
    sim::Ring<std::int64_t> present_;
    std::int64_t in_system_ = 0;
};

class Holding {
  public:
    Holding(std::int64_t pending, std::int64_t holds) : meter_(pending, holds) {
        for (std::int64_t i = 0; i < pending; ++i) push(i);
    }
    void run() {
        Simulator::Run();
        meter_.print();
    }

  private:
    void push(std::int64_t entity) {
        Simulator::Schedule(ticks(times_.increment()), &Holding::due, this, entity);
    }
    void due(std::int64_t entity) {
        push(entity);
        if (!meter_.count([] { return Simulator::Now().GetSeconds(); })) Simulator::Stop();
    }

    peers::Times times_;
    peers::Meter meter_;
};

void mm1(const std::string& scheduler, std::int64_t customers) {
    choose_scheduler(scheduler);
    SingleServer(customers).run();
}

void hold(const std::string& scheduler, std::int64_t pending, std::int64_t holds) {
    choose_scheduler(scheduler);
    Holding(pending, holds).run();
}

}  // namespace

int main(int argc, char** argv) {
    return peers::main(argc, argv, mm1, hold);
}
