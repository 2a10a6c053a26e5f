#include "sim/queueing/fixed_station.hpp"

#include <fmt/format.h>
#include <stdexcept>

namespace sim {

FixedStation::FixedStation(std::int64_t servers, std::int64_t queue_limit, Duration patience)
    : servers_(servers), queue_limit_(queue_limit), patience_(patience) {
    if (servers < 1 || queue_limit < 0 || patience < 0) {
        throw std::invalid_argument(
            fmt::format("fixed station: needs 1 server or more, a queue limit of 0 or more and a "
                        "patience of 0 or more, not {}, {} and {} ns",
                        servers, queue_limit, patience));
    }
}

}  // namespace sim
