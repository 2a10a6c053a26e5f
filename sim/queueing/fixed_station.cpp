#include "sim/queueing/fixed_station.hpp"

#include <fmt/format.h>
#include <stdexcept>

namespace sim {

FixedStation::FixedStation(std::int64_t servers, std::int64_t queue_limit)
    : servers_(servers), queue_limit_(queue_limit) {
    if (servers < 1 || queue_limit < 0) {
        throw std::invalid_argument(
            fmt::format("fixed station: needs 1 server or more and a queue limit of 0 or more, not "
                        "{} and {}",
                        servers, queue_limit));
    }
}

}  // namespace sim
