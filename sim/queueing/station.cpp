#include "sim/queueing/station.hpp"

#include <fmt/format.h>
#include <stdexcept>

namespace sim {

Station::Station(std::int64_t servers, std::int64_t queue_limit)
    : servers_(checked_servers(servers)), queue_limit_(queue_limit) {
    if (queue_limit < 0) {
        throw std::invalid_argument(
            fmt::format("station: the queue limit must be 0 or more, not {}", queue_limit));
    }
}

std::int64_t Station::checked_servers(std::int64_t servers) {
    if (servers < 0) {
        throw std::invalid_argument(
            fmt::format("station: the number of servers must be 0 or more, not {}", servers));
    }
    return servers;
}

}  // namespace sim
