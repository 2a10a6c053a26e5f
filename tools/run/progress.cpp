#include "tools/run/progress.hpp"

#include <fmt/format.h>

#include "models/scenario/calendar.hpp"

namespace tools {
namespace {

constexpr std::chrono::milliseconds kRedraw{200};
constexpr std::chrono::seconds kLine{30};

// How much of the work lies behind: by orders while they come, by time before and after them. Of
// the main job at 1/100 the weeks before take some 3 % of the time, the parcels after the day 5 %.
double share_done(const models::World::Moment& m, const models::Scenario& s) {
    const auto part = [](sim::Time t, sim::Time from, sim::Time to) {
        if (t <= from) return 0.0;
        return t >= to ? 1.0 : static_cast<double>(t - from) / static_cast<double>(to - from);
    };
    const double money = static_cast<double>(m.gmv_fen) * static_cast<double>(s.scale) /
                         static_cast<double>(s.consumers.gmv);
    const sim::Time parcels_end = s.headline.until + 10 * sim::kDay;
    return 0.03 * part(m.now, m.begin, s.detail.front().from) + 0.92 * std::min(money, 1.0) +
           0.05 * part(m.now, s.headline.until, std::min(parcels_end, m.end));
}

}  // namespace

Progress::Progress(std::ostream& out, const models::Scenario& scenario, bool terminal, bool quiet)
    : out_(out),
      scenario_(scenario),
      terminal_(terminal),
      quiet_(quiet),
      started_(Clock::now()),
      shown_(started_) {}

void Progress::show(const models::World::Moment& m) {
    if (quiet_) return;
    const Clock::time_point now = Clock::now();
    if (now - shown_ < (terminal_ ? Clock::duration(kRedraw) : Clock::duration(kLine))) return;
    shown_ = now;
    const double done = std::min(share_done(m, scenario_), 0.999);
    const double spent = std::chrono::duration<double>(now - started_).count();
    // Too little has been done at first to tell.
    const std::string left =
        done > 0.02 ? fmt::format("  {:.0f} s left", spent * (1 - done) / done) : "";
    std::string clock = models::format_instant(m.now, scenario_.origin, models::Seconds::always);
    clock = clock.substr(5, 14);
    clock[5] = ' ';
    const std::string text =
        fmt::format("{}  GMV {:6.1f} bn  {:3.0f} %{}", clock,
                    static_cast<double>(m.gmv_fen) * static_cast<double>(scenario_.scale) / 1e11,
                    100 * done, left);
    if (!terminal_) {
        out_ << text << std::endl;
        return;
    }
    constexpr int kBar = 24;
    const int full = static_cast<int>(done * kBar);
    out_ << fmt::format("\r[{}{}] {:<48}", std::string(static_cast<std::size_t>(full), '#'),
                        std::string(static_cast<std::size_t>(kBar - full), '.'), text)
         << std::flush;
}

void Progress::finish() {
    if (!quiet_ && terminal_) out_ << '\r' << std::string(78, ' ') << '\r' << std::flush;
}

}  // namespace tools
