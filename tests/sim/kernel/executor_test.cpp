#include "sim/kernel/executor.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace sim;
using Catch::Matchers::Contains;

namespace {

constexpr std::uint8_t kBall = 1, kNothing = 2;

std::uint64_t mix(std::uint64_t x) {
    x ^= x >> 33;
    x *= 0xFF51AFD7ED558CCDULL;
    x ^= x >> 33;
    return x;
}

// Throws balls to cells chosen by hash; folds all that it sees into `trace`, in order.
class Player : public EventCell<Player> {
  public:
    Player(std::string name, std::vector<CellId> others, Duration lookahead)
        : EventCell(std::move(name)), others_(std::move(others)), lookahead_(lookahead) {}

    void handle(const Event& e) {
        if (kind_of(e) == kNothing) return;
        trace = mix(trace ^ mix(static_cast<std::uint64_t>(e.time)) ^ mix(e.tag));
        const std::uint64_t h = mix(e.tag ^ static_cast<std::uint64_t>(e.time));
        // One ball in five is dropped and one in five doubled, so that their number stays steady.
        if (h % 5 != 1) {
            const auto delay = static_cast<Duration>(h / 5 % 7);
            const Event next = make_event(e.time + delay + lookahead_, kBall, entity_of(e),
                                          static_cast<std::uint16_t>(attempt_of(e) + 1));
            send(others_[h / 35 % others_.size()], {next, trace});
        }
        if (h % 5 == 0) schedule(make_event(e.time + 1, kBall, h & kMaxEntity));
    }
    void on_message(const Message& m) {
        trace = mix(trace ^ m.payload);
        schedule(m.event);
    }
    std::size_t memory_bytes() const override { return list_memory_bytes(); }

    std::uint64_t trace = 0;

  private:
    std::vector<CellId> others_;
    Duration lookahead_;
};

constexpr Duration kStep = 10;
constexpr Time kEnd = 4000;

struct Setup {
    int threads = 1;
    Transport transport = Transport::memory;
    Time relocate_at = -1;
    bool idle_events = false;
};

// Three phases: five cells, three cells, and two with windows three times as long.
std::uint64_t play(const Setup& setup) {
    Executor executor({setup.threads, setup.transport});
    executor.add_phase(WindowCalendar({{0, kStep}}, kEnd));
    executor.add_phase(WindowCalendar({{0, kStep}}, kEnd));
    executor.add_phase(WindowCalendar({{0, 4 * kStep}}, kEnd));
    std::vector<CellId> all(10);
    for (CellId i = 0; i < 10; ++i) all[i] = i;
    for (CellId i = 0; i < 10; ++i) {
        const std::size_t phase = i < 5 ? 0 : i < 8 ? 1 : 2;
        executor.add_cell(phase, std::make_unique<Player>("player", all, 4 * kStep));
    }
    for (const CellId a : all) {
        for (const CellId b : all) executor.connect(a, b);
    }
    for (const CellId a : all) {
        auto& player = static_cast<Player&>(executor.cell(a));
        for (std::uint64_t k = 0; k < 20; ++k) {
            player.schedule(make_event(static_cast<Time>(k % 3), kBall, 100 * a + k));
        }
        if (!setup.idle_events) continue;
        for (Time t = 0; t < kEnd; t += 3) player.schedule(make_event(t, kNothing, 0));
    }
    executor.run([&](Time t) { return t != setup.relocate_at; });
    if (setup.relocate_at >= 0) {
        executor.relocate();
        executor.run([](Time) { return true; });
    }
    std::uint64_t trace = 0;
    for (const CellId a : all) trace = mix(trace ^ static_cast<Player&>(executor.cell(a)).trace);
    CHECK(executor.events() > 5000);
    return trace;
}

class Thrower : public EventCell<Thrower> {
  public:
    Thrower(CellId target, Duration delay) : EventCell("thrower"), target_(target), delay_(delay) {}
    void handle(const Event& e) { send(target_, {make_event(e.time + delay_, kBall, 1), 0}); }
    std::size_t memory_bytes() const override { return 0; }

  private:
    CellId target_;
    Duration delay_;
};

// Sends from a cell of phase `from` to one of phase `to`, `delay` after 5 in windows of 10.
void throw_one(std::size_t from, std::size_t to, Duration delay, bool connected = true) {
    Executor executor({1, Transport::memory});
    executor.add_phase(WindowCalendar({{0, 10}}, 20));
    executor.add_phase(WindowCalendar({{0, 10}}, 20));
    const CellId thrower = executor.add_cell(from, std::make_unique<Thrower>(1, delay));
    const CellId target = executor.add_cell(to, std::make_unique<Thrower>(1, 100));
    if (connected) executor.connect(thrower, target);
    executor.connect(target, target);
    static_cast<Thrower&>(executor.cell(thrower)).schedule(make_event(5, kBall, 0));
    executor.run([](Time) { return true; });
}

}  // namespace

TEST_CASE("results do not depend on threads, transport, addresses or idle events") {
    const std::uint64_t expected = play({});
    for (const int threads : {2, 3, 8}) CHECK(play({.threads = threads}) == expected);
    CHECK(play({.transport = Transport::bytes}) == expected);
    CHECK(play({.threads = 2, .transport = Transport::bytes}) == expected);
    for (const Time t : {40, 1230, 3990}) CHECK(play({.relocate_at = t}) == expected);
    CHECK(play({.idle_events = true}) == expected);
}

TEST_CASE("a message must not reach what its receiver has simulated") {
    CHECK_NOTHROW(throw_one(0, 1, 0));
    CHECK_NOTHROW(throw_one(0, 0, 5));
    CHECK_THROWS_WITH(throw_one(0, 0, 4),
                      "thrower: event of kind 1, entity 1, attempt 0, at 0 h 00 min 00.000000009 s "
                      "after the origin (9 ns) is in the past: its receiver has reached 0 h 00 min "
                      "00.000000010 s after the origin (10 ns)");
    CHECK_NOTHROW(throw_one(1, 0, 5));
    CHECK_THROWS_AS(throw_one(1, 0, 4), Defect);
    CHECK_THROWS_WITH(throw_one(0, 1, 0, false),
                      "thrower: sends to cell 1, to which it is not connected");
}

TEST_CASE("a cell refuses the past and equal events") {
    Thrower cell(0, 0);
    cell.schedule(make_event(5, kBall, 1));
    cell.schedule(make_event(5, kBall, 1));
    Outbox out;
    CHECK_THROWS_WITH(cell.run({0, 10}, out), Contains("two equal records"));

    class Backward : public EventCell<Backward> {
      public:
        using EventCell::EventCell;
        void handle(const Event& e) { schedule(make_event(e.time - 1, kBall, 2)); }
        std::size_t memory_bytes() const override { return 0; }
    };
    Backward backward("backward");
    backward.schedule(make_event(5, kBall, 1));
    CHECK_THROWS_WITH(backward.run({0, 10}, out), Contains("backward: event of kind 1, entity 2") &&
                                                      Contains("(4 ns)") && Contains("(5 ns)"));
}

TEST_CASE("a cell refuses what never comes") {
    Thrower cell(0, 0);
    CHECK_THROWS_WITH(cell.schedule(make_event(kNever, kBall, 7)),
                      Contains("event of kind 1, entity 7, attempt 0, is scheduled for never"));
}

TEST_CASE("what comes at a window's end belongs to the next one") {
    class Counting : public EventCell<Counting> {
      public:
        using EventCell::EventCell;
        void handle(const Event&) {}
        std::size_t memory_bytes() const override { return 0; }
    };
    Counting cell("counting");
    for (const Time t : {0, 9, 10, 19, 20}) cell.schedule(make_event(t, kBall, 1));
    Outbox out;
    cell.run({0, 10}, out);
    CHECK(cell.events() == 2);
    CHECK(cell.now() == 10);
    cell.run({10, 20}, out);
    CHECK(cell.events() == 4);
    CHECK(cell.now() == 20);
}

TEST_CASE("a cell is told what it will soon handle") {
    class Foreseeing : public EventCell<Foreseeing> {
      public:
        using EventCell::EventCell;
        void prefetch(const Event& e) const { foreseen.insert(entity_of(e)); }
        void handle(const Event& e) { met += foreseen.count(entity_of(e)); }
        std::size_t memory_bytes() const override { return 0; }

        mutable std::set<std::uint64_t> foreseen;
        std::size_t met = 0;
    };
    Foreseeing cell("foreseeing");
    for (std::uint64_t i = 0; i < 10; ++i) {
        cell.schedule(make_event(static_cast<Time>(9 - i), kBall, i));
    }
    Outbox out;
    cell.run({0, 10}, out);
    CHECK(cell.foreseen.size() == 5);  // not the first five, which came too soon
    CHECK(cell.met == 5);
}

TEST_CASE("later phases must end their windows where the first does") {
    Executor executor({1, Transport::memory});
    executor.add_phase(WindowCalendar({{0, 10}}, 100));
    CHECK_THROWS_WITH(executor.add_phase(WindowCalendar({{0, 25}}, 100)),
                      "phase 1: a window ends at 25 ns, where none of the first phase does");
}
