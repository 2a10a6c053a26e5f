// Looks on while replications come, and says when their means are known as well as the scenario's
// `precision` asks for.
//
// It is sim::PrecisionRule on the independent values there are: replications, or means of those
// that share a draw of the inputs; numbers of replications in the scenario become numbers of draws.
// A mean is that of all replications or of none: once a complete replication has no value for a
// metric, its precision cannot be reached any more, and the watch ends.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/experiment/precision.hpp"

#include "tools/replications/experiment.hpp"

namespace tools {

class PrecisionWatch {
  public:
    // Requires metrics that exist, at least one. Keeps a reference to the scenario.
    explicit PrecisionWatch(const models::Scenario& scenario);

    // Replications at most.
    std::int64_t most() const;

    // Looks at the experiment after its last row, which it has not seen; whether to go on. Throws
    // InputError if the first replication has no value for a metric: others would hardly have one.
    bool go_on(const Experiment& e);

    Precision outcome() const;

  private:
    // The first of the metrics that it has no value for, by its place in the scenario's list.
    std::optional<std::size_t> lacking(const ReplicationRow& row) const;

    const models::Scenario& scenario_;
    sim::PrecisionRule rule_;
    std::vector<std::size_t> metrics_;
    struct Lack {
        std::size_t metric;  // its place in the list
        std::int64_t replication, seed;
    };
    std::optional<Lack> lack_;
};

}  // namespace tools
