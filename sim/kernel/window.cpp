#include "sim/kernel/window.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace sim {

WindowCalendar::WindowCalendar(std::vector<Segment> segments, Time end)
    : segments_(std::move(segments)), end_(end) {
    if (segments_.empty()) throw std::invalid_argument("a window calendar needs a segment");
    for (std::size_t i = 0; i < segments_.size(); ++i) {
        const Segment& s = segments_[i];
        const Time until = i + 1 < segments_.size() ? segments_[i + 1].from : end_;
        if (s.length <= 0) {
            throw std::invalid_argument(fmt::format(
                "windows from {} ns are {} ns long; they must be longer than 0", s.from, s.length));
        }
        if (until <= s.from || (until - s.from) % s.length != 0) {
            throw std::invalid_argument(
                fmt::format("windows of {} ns do not fill the time from {} ns to {} ns", s.length,
                            s.from, until));
        }
    }
}

Window WindowCalendar::starting_at(Time t, std::size_t& cursor) const {
    while (cursor + 1 < segments_.size() && segments_[cursor + 1].from <= t) ++cursor;
    return {t, t + segments_[cursor].length};
}

bool WindowCalendar::has_boundary(Time t) const {
    if (t < begin() || t > end_) return false;
    const auto after = std::upper_bound(segments_.begin(), segments_.end(), t,
                                        [](Time x, const Segment& s) { return x < s.from; });
    const Segment& s = *(after - 1);
    return (t - s.from) % s.length == 0;
}

}  // namespace sim
