// Progress of a run on stderr: a bar on a terminal, a line each 30 s elsewhere.
#pragma once

#include <chrono>
#include <ostream>

#include "models/world/world.hpp"

namespace tools {

class Progress {
  public:
    // Writes nothing if `quiet`.
    Progress(std::ostream& out, const models::Scenario& scenario, bool terminal, bool quiet);

    void show(const models::World::Moment& moment);
    void finish();  // clears the bar

  private:
    using Clock = std::chrono::steady_clock;

    std::ostream& out_;
    const models::Scenario& scenario_;
    bool terminal_, quiet_;
    Clock::time_point started_, shown_;
};

}  // namespace tools
