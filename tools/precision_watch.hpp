// Looks on while replications come, and says when their means are known as well as the scenario's
// `precision` asks for.
//
// It is sim::PrecisionRule on the independent values there are: replications, or means of those
// that share a draw of the inputs; numbers of replications in the scenario become numbers of draws.
// A draw that has no value for some metric does not count.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/experiment/precision.hpp"

#include "tools/experiment.hpp"

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
    void refuse_unknown(const ReplicationRow& row) const;

    const models::Scenario& scenario_;
    sim::PrecisionRule rule_;
    std::vector<std::size_t> metrics_;
};

}  // namespace tools
