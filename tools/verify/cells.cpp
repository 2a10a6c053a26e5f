// Networks whose stations stand in cells of their own, so that customers travel as mail between
// windows. Burke's and Jackson's theorems hold as for stations on one list: a constant time on the
// way is a station of unlimited servers, which keeps the product form (Baskett, Chandy, Muntz and
// Palacios, J. ACM 22, 1975).
#include <algorithm>
#include <fmt/format.h>
#include <memory>

#include "sim/kernel/executor.hpp"

#include "tools/verify/experiment.hpp"
#include "tools/verify/formulas.hpp"
#include "tools/verify/station_runs.hpp"

namespace tools::verify {
namespace {

// A later phase is reached at once, any other after this.
constexpr sim::Duration kTransit = 5 * sim::kSecond;

struct CellNetwork {
    std::vector<JacksonNode> nodes;   // customers come from outside to the first only
    std::vector<std::size_t> phases;  // of each node

    sim::Duration transit(std::size_t from, std::size_t to) const {
        return phases[from] < phases[to] ? 0 : kTransit;
    }
};

// A node. Its customers carry the instant at which they came into the network.
class StationCell : public sim::EventCell<StationCell> {
  public:
    StationCell(const CellNetwork& network, std::size_t number, std::uint64_t customers,
                std::uint64_t seed)
        : EventCell(fmt::format("station {}", number + 1)),
          at_node(static_cast<std::int64_t>(customers / 100)),
          spent(customers),
          network_(&network),
          number_(number),
          station_(network.nodes[number].servers),
          gaps_(sim::StreamFamily(seed, static_cast<std::uint32_t>(number), 0).at(0)),
          services_(sim::StreamFamily(seed, static_cast<std::uint32_t>(number), 1).at(0)),
          routes_(sim::StreamFamily(seed, static_cast<std::uint32_t>(number), 2).at(0)),
          entered_(customers) {
        if (number == 0) schedule_arrival(0, 0);
    }

    void on_message(const sim::Message& m) {
        entered_[entity_of(m.event)] = static_cast<sim::Time>(m.payload);
        schedule(m.event);
    }

    void handle(const sim::Event& e) {
        const std::uint64_t customer = entity_of(e);
        switch (kind_of(e)) {
            case kArrival:
                entered_[customer] = now();
                if (customer + 1 < entered_.size()) schedule_arrival(now(), customer + 1);
                visit(customer);
                break;
            case kEndOfService:
                station_.finish(
                    now(), [this](std::uint64_t next, sim::Time arrived) { serve(next, arrived); });
                leave(customer);
                break;
            case kFromCell:
                visit(customer);
                break;
        }
    }

    std::size_t memory_bytes() const override { return list_memory_bytes(); }

    BatchMeans at_node;  // s of a visit, the wait and the service
    std::vector<std::pair<std::uint64_t, sim::Time>> starts;
    std::vector<sim::Duration> spent;  // in the network, of each who left from here

  private:
    enum : std::uint8_t { kFromCell = kSample + 1 };

    void schedule_arrival(sim::Time from, std::uint64_t customer) {
        const double gap = sim::exponential(gaps_, 1 / network_->nodes[0].external);
        schedule(sim::make_event(from + sim::from_seconds(gap), kArrival, customer));
    }

    void visit(std::uint64_t customer) {
        if (station_.arrive(now(), customer) == sim::Arrival::served) serve(customer, now());
    }

    void serve(std::uint64_t customer, sim::Time arrived) {
        const double s = sim::exponential(services_, 1 / network_->nodes[number_].mu);
        const sim::Time end = now() + sim::from_seconds(s);
        schedule(sim::make_event(end, kEndOfService, customer));
        starts.emplace_back(customer, now());
        if (customer >= entered_.size() / 20) at_node.add(sim::to_seconds(end - arrived));
    }

    void leave(std::uint64_t customer) {
        double u = routes_.uniform();
        for (std::size_t next = 0; next < network_->nodes.size(); ++next) {
            u -= network_->nodes[number_].to[next];
            if (u >= 0) continue;
            const sim::Time at = now() + network_->transit(number_, next);
            send(static_cast<sim::CellId>(next), {sim::make_event(at, kFromCell, customer),
                                                  static_cast<std::uint64_t>(entered_[customer])});
            return;
        }
        spent[customer] = now() - entered_[customer];
    }

    const CellNetwork* network_;
    std::size_t number_;
    sim::Station station_;
    sim::Stream gaps_;
    sim::Stream services_;
    sim::Stream routes_;
    std::vector<sim::Time> entered_;
};

struct CellManner {
    int threads = 1;
    sim::Transport transport = sim::Transport::memory;
    sim::Duration window = kTransit;
    bool moves = false;  // to new addresses, now and then
};

// The network after all customers have left, or so much time that they should have.
std::unique_ptr<sim::Executor> run_cells(const CellNetwork& network, std::uint64_t customers,
                                         std::uint64_t seed, const CellManner& manner) {
    auto executor =
        std::make_unique<sim::Executor>(sim::Executor::Options{manner.threads, manner.transport});
    const double lasts = static_cast<double>(customers) / network.nodes[0].external;
    const sim::Time end = (sim::from_seconds(1.05 * lasts) / kTransit + 100) * kTransit;
    const std::size_t phases = 1 + *std::ranges::max_element(network.phases);
    for (std::size_t p = 0; p < phases; ++p) {
        executor->add_phase(sim::WindowCalendar({{0, manner.window}}, end));
    }
    const std::size_t n = network.nodes.size();
    for (std::size_t i = 0; i < n; ++i) {
        executor->add_cell(network.phases[i],
                           std::make_unique<StationCell>(network, i, customers, seed));
    }
    for (sim::CellId from = 0; from < n; ++from) {
        for (sim::CellId to = 0; to < n; ++to) {
            if (network.nodes[from].to[to] > 0) executor->connect(from, to);
        }
    }
    executor->run([&](sim::Time) {
        if (manner.moves && executor->windows() % 1'000 == 7) executor->relocate();
        return true;
    });
    return executor;
}

const StationCell& station_of(const sim::Executor& executor, std::size_t node) {
    return static_cast<const StationCell&>(executor.cell(static_cast<sim::CellId>(node)));
}

void cell_times(Rows& rows, const CellNetwork& network, std::uint64_t customers,
                std::uint64_t seed) {
    const auto executor = run_cells(network, customers, seed, {});
    const std::vector<double> present = jackson(network.nodes);
    const std::vector<double> through = traffic(network.nodes);
    const std::size_t n = network.nodes.size();
    double all = 0;
    for (std::size_t i = 0; i < n; ++i) {
        all += present[i];
        for (std::size_t j = 0; j < n; ++j) {
            all += through[i] * network.nodes[i].to[j] * sim::to_seconds(network.transit(i, j));
        }
        rows.mean(fmt::format("mean time at station {}, s", i + 1), present[i] / through[i],
                  station_of(*executor, i).at_node.estimate());
    }
    BatchMeans spent(static_cast<std::int64_t>(customers / 50));
    std::int64_t inside = 0;
    for (std::size_t customer = 0; customer < customers; ++customer) {
        sim::Duration time = 0;
        for (std::size_t i = 0; i < n; ++i) time += station_of(*executor, i).spent[customer];
        if (customer >= customers / 20) spent.add(sim::to_seconds(time));
        inside += time == 0 ? 1 : 0;
    }
    rows.mean("mean time in all, with the way, s", all / network.nodes[0].external,
              spent.estimate());
    rows.number("customers who never left", 0, static_cast<double>(inside));
}

using CellPath = std::vector<std::pair<std::uint64_t, sim::Time>>;

std::size_t difference(const CellPath& a, const CellPath& b) {
    std::size_t differ = std::max(a.size(), b.size()) - std::min(a.size(), b.size());
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) differ += a[i] != b[i];
    return differ;
}

void cell_paths(Rows& rows, const CellNetwork& network, std::uint64_t seed) {
    constexpr std::uint64_t kCustomers = 100'000;
    const auto base = run_cells(network, kCustomers, seed, {});
    const auto row = [&](const char* how, const CellManner& manner) {
        const auto other = run_cells(network, kCustomers, seed, manner);
        std::size_t differ = 0;
        for (std::size_t i = 0; i < network.nodes.size(); ++i) {
            differ += difference(station_of(*base, i).starts, station_of(*other, i).starts);
        }
        rows.number(fmt::format("starts that differ, {}", how), 0, static_cast<double>(differ));
    };
    row("two threads", {.threads = 2});
    row("mail as bytes", {.transport = sim::Transport::bytes});
    row("short windows", {.window = kTransit / 4});
    row("all of it, moving", {2, sim::Transport::bytes, kTransit / 4, true});
}

// The draws are those of StationaryRun, so the path must be its own.
void one_cell(Rows& rows) {
    constexpr std::uint64_t kCustomers = 2'000'000, kSeed = 31;
    const CellNetwork network{{{0.8, 1, 1, {0}}}, {0}};
    const auto executor = run_cells(network, kCustomers, kSeed, {});
    const auto service = exponential_service(1);
    const Stationary plain =
        StationaryRun<decltype(service)>({0.8, 1}, kCustomers, kSeed, service).run(true);
    const StationCell& cell = station_of(*executor, 0);
    rows.mean("mean time at the station, s", 5, cell.at_node.estimate());
    rows.number("starts of service", kCustomers, static_cast<double>(cell.starts.size()));
    rows.number("those that differ from the list's", 0,
                static_cast<double>(difference(plain.starts, cell.starts)));
}

Experiment in_cells(const char* name, const char* source, const CellNetwork& network,
                    std::uint64_t customers, std::uint64_t seed) {
    return {name, source, [=](Rows& rows) {
                cell_times(rows, network, customers, seed);
                cell_paths(rows, network, seed + 1);
            }};
}

}  // namespace

std::vector<Experiment> cell_experiments() {
    return {
        {"Cell, M/M/1 in windows", "Erlang 1917; equality", one_cell},
        in_cells("Cells of one phase, M/M/5 feeds M/M/10", "Burke 1956",
                 {{{16, 4, 5, {0, 1}}, {0, 2, 10, {0, 0}}}, {0, 0}}, 800'000, 32),
        in_cells("Cells of two phases, Jackson network", "Jackson 1957; Baskett et al. 1975",
                 {{{20, 40, 1, {0, 0.6, 0.4}}, {0, 30, 1, {0.2, 0, 0}}, {0, 20, 2, {0, 0.3, 0}}},
                  {0, 1, 0}},
                 1'000'000, 34)};
}

}  // namespace tools::verify
