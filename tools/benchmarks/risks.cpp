// Measures what the design bets on, side by side in one run, and prints it: docs/performance.md.
//
//     singlesday-risks [scenarios/double11-2019.yaml] [part...]
//
// Parts: mainjob midnight windows threads station relocation transport. All by default.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <vector>

#include "sim/kernel/event_list.hpp"
#include "sim/queueing/station.hpp"
#include "sim/random/distributions.hpp"

#include "models/scenario/reader.hpp"
#include "models/world/world.hpp"

namespace {

using models::Scenario;
using models::World;

double now_s() {
    using Clock = std::chrono::steady_clock;
    return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

Scenario read(const std::string& file, const std::vector<std::string>& overrides) {
    auto reading = models::read_scenario<Scenario>(file, overrides);
    if (!reading.ok()) throw std::runtime_error(to_text(reading.errors.front()));
    return reading.scenario;
}

double megabytes(std::size_t bytes) {
    return static_cast<double>(bytes) / 1e6;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// Midnight at full scale: from 60 s before to 60 s after, without pre-orders.
void midnight(const std::string& file) {
    fmt::print("\nmidnight, 60 s before to 60 s after, at scale 1\n");
    const Scenario scenario =
        read(file, {"scale=1", "preorders.share=0", "detail.0.from=2019-11-10T23:45+08:00",
                    "logistics.warm_up=0 s"});
    for (const int threads : {2, 1}) {
        World world(scenario, {}, {.threads = threads});
        world.run([](const World::Moment& m) { return m.now < -60 * sim::kSecond; });
        const std::int64_t before = world.ledger(0).units.created;
        const std::uint64_t events = world.executor().events();
        const double start = now_s();
        world.run([](const World::Moment& m) { return m.now < 60 * sim::kSecond; });
        const double wall = now_s() - start;
        const models::Ledger ledger = world.ledger(0);
        const auto orders = static_cast<double>(ledger.units.created - before);
        fmt::print(
            "  {} thread(s): {:.1f} M orders in {:.1f} s: {:.0f} ns an order, {:.1f} M "
            "events/s, {:.1f} events an order\n",
            threads, orders / 1e6, wall, wall / orders * 1e9,
            static_cast<double>(world.executor().events() - events) / wall / 1e6,
            static_cast<double>(world.executor().events() - events) / orders);
        if (threads > 1) continue;
        std::size_t all = 0;
        for (const auto& m : world.memory()) {
            fmt::print("    {:<22} {:8.1f} MB\n", m.component, megabytes(m.bytes));
            all += m.bytes;
        }
        const auto held = static_cast<double>(ledger.units.checkouts);
        std::size_t units = 0;
        for (std::size_t u = 0; u < world.units(); ++u) units += world.unit(u).memory_bytes();
        fmt::print(
            "    {:<22} {:8.1f} MB; {:.2f} M check-outs in hand, {:.0f} bytes of unit "
            "state each\n",
            "together", megabytes(all), held / 1e6, static_cast<double>(units) / held);
    }
}

// The whole horizon at 1/1000: what windows cost when there is little to do in them.
void windows(const std::string& file) {
    fmt::print("\nwindows: the whole horizon, one thread\n");
    for (const char* scale : {"scale=1/1000", "scale=1/10000", "scale=1/1000000"}) {
        World world(read(file, {scale}), {}, {});
        const double start = now_s();
        world.run([](const World::Moment&) { return true; });
        const double wall = now_s() - start;
        const auto n = static_cast<double>(world.executor().windows());
        fmt::print(
            "  {:<16} {:7.0f} windows in {:5.2f} s: {:5.2f} us a window, {:6.1f} events in "
            "each\n",
            scale, n, wall, wall / n * 1e6, static_cast<double>(world.executor().events()) / n);
    }
}

// The scenario as it stands, on two threads.
void mainjob(const std::string& file) {
    fmt::print("\nthe main job, two threads, median of 3\n");
    const Scenario scenario = read(file, {});
    std::vector<double> walls;
    double orders = 0;
    for (int i = 0; i < 3; ++i) {
        const double start = now_s();
        World world(scenario, {}, {.threads = 2});
        world.run([](const World::Moment&) { return true; });
        walls.push_back(now_s() - start);
        const models::UnitTotals u = world.ledger(0).units;
        orders = static_cast<double>(u.created + u.balances_paid);
    }
    fmt::print(
        "  1/{}: {:.2f} M orders in {:.1f} s ({:.1f} to {:.1f}): {:.2f} M orders/s, {:.0f} ns "
        "an order\n",
        scenario.scale, orders / 1e6, median(walls), *std::min_element(walls.begin(), walls.end()),
        *std::max_element(walls.begin(), walls.end()), orders / median(walls) / 1e6,
        median(walls) / orders * 1e9);
}

void threads(const std::string& file) {
    fmt::print("\nthreads: the whole horizon at 1/1000, median of 3\n");
    const Scenario scenario = read(file, {"scale=1/1000"});
    double two = 0;
    for (const int n : {1, 2, 3, 8}) {
        std::vector<double> walls;
        for (int i = 0; i < 3; ++i) {
            World world(scenario, {}, {.threads = n});
            const double start = now_s();
            world.run([](const World::Moment&) { return true; });
            walls.push_back(now_s() - start);
        }
        if (n == 2) two = median(walls);
        fmt::print("  {} threads {:6.2f} s{}\n", n, median(walls),
                   n > 2 ? fmt::format(", {:.2f} times two threads", median(walls) / two) : "");
    }
}

// M/M/100 at 90 % load whose capacity halves and doubles again every so often.
void station() {
    fmt::print("\na station whose capacity changes while customers wait\n");
    for (const std::int64_t every : {std::int64_t{0}, std::int64_t{1000}, std::int64_t{10}}) {
        constexpr std::int64_t kCustomers = 2'000'000;
        sim::Station station(100);
        sim::EventList list;
        const sim::StreamFamily draws(1, 0, 1);
        sim::Stream times = draws.at(0);
        sim::Time now = 0;
        std::int64_t come = 0, done = 0;
        const auto serve = [&](std::uint64_t customer) {
            list.push(sim::make_event(
                now + static_cast<sim::Time>(sim::exponential(times, 100e6)) + 1, 2, customer));
        };
        list.push(sim::make_event(0, 1, 0));
        const double start = now_s();
        while (done < kCustomers) {
            const sim::Event e = list.pop();
            now = e.time;
            const auto began = [&](std::uint64_t customer, sim::Time) { serve(customer); };
            if (sim::kind_of(e) == 2) {
                ++done;
                station.finish(now, began);
                continue;
            }
            if (station.arrive(now, sim::entity_of(e)) == sim::Arrival::served) {
                serve(sim::entity_of(e));
            }
            if (++come < kCustomers) {
                list.push(sim::make_event(
                    now + static_cast<sim::Time>(sim::exponential(times, 1e6 / 0.9)) + 1, 1,
                    static_cast<std::uint64_t>(come)));
            }
            if (every > 0 && come % every == 0) {
                station.set_servers(now, station.servers() == 100 ? 50 : 100, sim::kNever, began,
                                    [](std::uint64_t, sim::Time) {});
            } else if (come == kCustomers) {
                station.set_servers(now, 100, sim::kNever, began, [](std::uint64_t, sim::Time) {});
            }
        }
        fmt::print("  {:<34} {:5.1f} ns a customer\n",
                   every == 0 ? "never changes" : fmt::format("changes every {} customers", every),
                   (now_s() - start) / kCustomers * 1e9);
    }
}

void relocation(const std::string& file) {
    fmt::print("\nstate copied to new addresses, 30 s after midnight\n");
    for (const char* scale : {"scale=1/1000", "scale=1/100"}) {
        World world(read(file, {scale, "preorders.share=0"}), {}, {});
        world.run([](const World::Moment& m) { return m.now < 30 * sim::kSecond; });
        const double start = now_s();
        world.relocate();
        const double wall = now_s() - start;
        std::size_t bytes = 0;
        for (const auto& m : world.memory()) bytes += m.bytes;
        fmt::print("  {:<14} {:6.1f} ms for {:6.1f} MB\n", scale, wall * 1e3, megabytes(bytes));
    }
}

void transport(const std::string& file) {
    fmt::print("\nmessages through bytes: the whole horizon at 1/1000, one thread, median of 3\n");
    const Scenario scenario = read(file, {"scale=1/1000"});
    double memory = 0;
    for (const auto kind : {sim::Transport::memory, sim::Transport::bytes}) {
        std::vector<double> walls;
        for (int i = 0; i < 3; ++i) {
            World world(scenario, {}, {.transport = kind});
            const double start = now_s();
            world.run([](const World::Moment&) { return true; });
            walls.push_back(now_s() - start);
        }
        const bool bytes = kind == sim::Transport::bytes;
        if (!bytes) memory = median(walls);
        fmt::print("  {:<8} {:6.2f} s{}\n", bytes ? "bytes" : "memory", median(walls),
                   bytes ? fmt::format(", {:.2f} times memory", median(walls) / memory) : "");
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::string file = "scenarios/double11-2019.yaml";
    std::vector<std::string> parts;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word.ends_with(".yaml")) {
            file = word;
        } else {
            parts.push_back(word);
        }
    }
    const auto wanted = [&](const char* part) {
        return parts.empty() || std::find(parts.begin(), parts.end(), part) != parts.end();
    };
    try {
        if (wanted("station")) station();
        if (wanted("mainjob")) mainjob(file);
        if (wanted("windows")) windows(file);
        if (wanted("threads")) threads(file);
        if (wanted("transport")) transport(file);
        if (wanted("relocation")) relocation(file);
        if (wanted("midnight")) midnight(file);
    } catch (const std::exception& e) {
        fmt::print(stderr, "{}\n", e.what());
        return 1;
    }
    return 0;
}
