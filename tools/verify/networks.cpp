// Open networks of stations.
#include <fmt/format.h>

#include "tools/verify/experiment.hpp"
#include "tools/verify/formulas.hpp"
#include "tools/verify/station_runs.hpp"

namespace tools::verify {
namespace {

// Customers come to node 0 as a Poisson stream of rate lambda and wander; kind 0 is an arrival from
// outside, kind i + 1 the end of a service at node i.
class NetworkRun {
  public:
    NetworkRun(double lambda, const std::vector<JacksonNode>& nodes, std::uint64_t customers,
               std::uint64_t seed)
        : lambda_(lambda),
          nodes_(nodes),
          warm_(customers / 20),
          gaps_(sim::StreamFamily(seed, 0, 0).at(0)),
          services_(sim::StreamFamily(seed, 0, 1).at(0)),
          routes_(sim::StreamFamily(seed, 0, 2).at(0)),
          entered_(customers),
          sojourn(static_cast<std::int64_t>(customers / 50)),
          present(nodes.size(), sojourn) {
        for (const JacksonNode& node : nodes) stations_.emplace_back(node.servers);
        list_.push(sim::make_event(0, 0, 0));
        while (!list_.empty()) handle(list_.pop());
    }

  private:
    void handle(const sim::Event& e) {
        now_ = e.time;
        const std::uint64_t customer = entity_of(e);
        if (kind_of(e) == 0) {
            enter(customer);
            return;
        }
        const std::size_t node = kind_of(e) - 1u;
        stations_[node].finish(now_, [&](std::uint64_t who, sim::Time) { serve(node, who); });
        double u = routes_.uniform();
        for (std::size_t next = 0; next < nodes_.size(); ++next) {
            u -= nodes_[node].to[next];
            if (u < 0) {
                visit(next, customer);
                return;
            }
        }
        if (customer >= warm_) sojourn.add(sim::to_seconds(now_ - entered_[customer]));
    }

    void enter(std::uint64_t customer) {
        if (customer >= warm_) {
            // Poisson arrivals see time averages (Wolff, Oper. Res. 30, 1982).
            for (std::size_t i = 0; i < present.size(); ++i) {
                present[i].add(
                    static_cast<double>(stations_[i].in_service() + stations_[i].waiting()));
            }
        }
        entered_[customer] = now_;
        visit(0, customer);
        if (customer + 1 < entered_.size()) {
            const double gap = sim::exponential(gaps_, 1 / lambda_);
            list_.push(sim::make_event(now_ + sim::from_seconds(gap), 0, customer + 1));
        }
    }

    void visit(std::size_t node, std::uint64_t customer) {
        if (stations_[node].arrive(now_, customer) == sim::Arrival::served) serve(node, customer);
    }

    void serve(std::size_t node, std::uint64_t customer) {
        const double service = sim::exponential(services_, 1 / nodes_[node].mu);
        const auto kind = static_cast<std::uint8_t>(node + 1);
        list_.push(sim::make_event(now_ + sim::from_seconds(service), kind, customer));
    }

    double lambda_;
    const std::vector<JacksonNode>& nodes_;
    std::uint64_t warm_;
    sim::Stream gaps_;
    sim::Stream services_;
    sim::Stream routes_;
    std::vector<sim::Time> entered_;
    std::vector<sim::Station> stations_;
    sim::EventList list_;
    sim::Time now_ = 0;

  public:
    BatchMeans sojourn;               // s, from outside to outside
    std::vector<BatchMeans> present;  // at each node
};

void report(Rows& rows, const std::vector<JacksonNode>& nodes, std::uint64_t customers,
            std::uint64_t seed) {
    const double lambda = nodes[0].external;
    const NetworkRun r(lambda, nodes, customers, seed);
    const std::vector<double> golden = jackson(nodes);
    double all = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        all += golden[i];
        rows.mean(fmt::format("mean number at node {}", i + 1), golden[i], r.present[i].estimate());
    }
    rows.mean("mean time in the network, s", all / lambda, r.sojourn.estimate());
}

}  // namespace

std::vector<Experiment> network_experiments() {
    return {{"Tandem, M/M/1 feeds M/M/1", "Burke 1956; Reich 1957",
             [](Rows& rows) {
                 report(rows, {{0.8, 1, 1, {0, 1}}, {0, 1.25, 1, {0, 0}}}, 3'500'000, 16);
             }},
            {"Jackson network with feedback", "Jackson 1957", [](Rows& rows) {
                 report(
                     rows,
                     {{1, 2, 1, {0, 0.6, 0.4}}, {0, 1.5, 1, {0.2, 0, 0}}, {0, 1, 2, {0, 0.3, 0}}},
                     2'000'000, 17);
             }}};
}

}  // namespace tools::verify
