#include "sim/kernel/executor.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace sim;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

constexpr std::uint8_t kBall = 1;

class Thrower : public EventCell<Thrower> {
  public:
    Thrower(CellId target, Duration delay, const char* name = "thrower")
        : EventCell(name), target_(target), delay_(delay) {}
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
    const CellId target = executor.add_cell(to, std::make_unique<Thrower>(1, 100, "target"));
    if (connected) executor.connect(thrower, target);
    executor.connect(target, target);
    static_cast<Thrower&>(executor.cell(thrower)).schedule(make_event(5, kBall, 0));
    executor.run([](Time) { return true; });
}

}  // namespace

TEST_CASE("a message must not reach what its receiver has simulated") {
    CHECK_NOTHROW(throw_one(0, 1, 0));
    CHECK_NOTHROW(throw_one(0, 0, 5));
    CHECK_THROWS_WITH(throw_one(0, 0, 4),
                      "thrower: event of kind 1, entity 1, attempt 0, at 0 h 00 min 00.000000009 s "
                      "after the origin (9 ns) is in the past: its receiver has reached 0 h 00 min "
                      "00.000000010 s after the origin (10 ns)");
    CHECK_NOTHROW(throw_one(1, 0, 5));
    CHECK_THROWS_WITH(throw_one(1, 0, 4), StartsWith("thrower: event of kind 1"));
    CHECK_THROWS_WITH(throw_one(0, 1, 0, false),
                      "thrower: sends to cell 1, to which it is not connected");
}

TEST_CASE("an executor does not go on after an exception of a cell") {
    Executor executor({1, Transport::memory});
    executor.add_phase(WindowCalendar({{0, 10}}, 40));
    for (CellId id = 0; id < 2; ++id) {
        auto cell = std::make_unique<Thrower>(id, 0);
        cell->schedule(make_event(15, kBall, 0));
        executor.add_cell(0, std::move(cell));
    }
    CHECK_THROWS_WITH(executor.run([](Time) { return true; }), Contains("not connected"));
    CHECK_THROWS_WITH(executor.run([](Time) { return true; }),
                      "the executor cannot go on after an exception of a cell");
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
