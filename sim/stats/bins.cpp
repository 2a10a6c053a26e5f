#include "sim/stats/bins.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace sim {

BinCalendar::BinCalendar(const std::vector<Segment>& segments, Time end) : end_(end) {
    if (segments.empty()) throw std::invalid_argument("bin calendar: needs at least one segment");
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const auto [from, bin] = segments[i];
        const Time until = i + 1 < segments.size() ? segments[i + 1].from : end;
        if (bin <= 0) {
            throw std::invalid_argument(fmt::format(
                "bin calendar: bins from {} ns must be longer than 0, not {} ns", from, bin));
        }
        if (until <= from) {
            throw std::invalid_argument(fmt::format(
                "bin calendar: the segment from {} ns must end after that, not at {} ns", from,
                until));
        }
        if ((until - from) % bin != 0) {
            throw std::invalid_argument(
                fmt::format("bin calendar: bins of {} ns from {} ns do not reach {} ns in whole "
                            "steps; {} ns are left over",
                            bin, from, until, (until - from) % bin));
        }
        segments_.push_back({from, until, bin, count_});
        count_ += static_cast<std::size_t>((until - from) / bin);
    }
}

const BinCalendar::Numbered& BinCalendar::segment_of_bin(std::size_t bin) const {
    assert(bin < count_);
    const auto after = std::upper_bound(
        segments_.begin(), segments_.end(), bin,
        [](std::size_t wanted, const Numbered& segment) { return wanted < segment.first; });
    return *(after - 1);
}

Time BinCalendar::begin(std::size_t bin) const {
    const Numbered& segment = segment_of_bin(bin);
    return segment.from + static_cast<Duration>(bin - segment.first) * segment.bin;
}

Time BinCalendar::end(std::size_t bin) const {
    return begin(bin) + segment_of_bin(bin).bin;
}

std::size_t BinCalendar::index_of(Time t) const {
    assert(begin() <= t && t < end());
    const auto after = std::upper_bound(
        segments_.begin(), segments_.end(), t,
        [](Time wanted, const Numbered& segment) { return wanted < segment.from; });
    const Numbered& segment = *(after - 1);
    return segment.first + static_cast<std::size_t>((t - segment.from) / segment.bin);
}

void BinCalendar::Cursor::advance(Time t) {
    assert(t < calendar_->end());
    while (t >= calendar_->segments_[segment_].end) ++segment_;
    const Numbered& segment = calendar_->segments_[segment_];
    const Duration inside = (t - segment.from) / segment.bin;
    bin_ = segment.first + static_cast<std::size_t>(inside);
    reached_ = segment.from + inside * segment.bin;
    end_ = reached_ + segment.bin;
}

}  // namespace sim
