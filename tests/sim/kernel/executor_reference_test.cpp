// The executor against a reference that knows neither windows, threads, mail nor lists of its own:
// one sorted container of all events of all cells, taken one by one.
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "sim/kernel/executor.hpp"

using namespace sim;

namespace {

std::uint64_t mix(std::uint64_t x) {
    x ^= x >> 33;
    x *= 0xFF51AFD7ED558CCDULL;
    x ^= x >> 33;
    return x * 0xC4CEB9FE1A85EC53ULL;
}

constexpr std::uint8_t kIdle = 9;  // what does nothing
constexpr Time kEnd = 3000;
constexpr std::uint64_t kBegun = 40;  // events that each cell begins with

// A world of cells that throw balls. What a cell does with one depends on all that it saw before,
// so that two of them in the wrong order, or one lost, change all that follows.
struct Game {
    std::vector<WindowCalendar> calendars;  // by phase
    std::vector<std::size_t> phase_of;      // by cell
    Duration lookahead = 0;                 // no window is longer

    std::size_t cells() const { return phase_of.size(); }
};

struct Throw {
    std::size_t to;
    Message message;
};

// Calls make(Throw) for what comes of a ball; nobody, one or two, one in the mean.
template <class Make>
void react(const Game& game, std::size_t cell, std::uint64_t& trace, const Message& ball,
           Make&& make) {
    trace = mix(trace ^ mix(static_cast<std::uint64_t>(ball.event.time)) ^ ball.event.tag) +
            ball.payload;
    const std::uint64_t luck = mix(trace) % 4;
    const std::uint64_t number = luck == 0 ? 0 : luck == 3 ? 2 : 1;
    for (std::uint64_t k = 0; k < number; ++k) {
        const std::uint64_t h = mix(trace + k + 1);
        const std::size_t to = h / 16 % game.cells();
        Time at = ball.event.time + static_cast<Duration>(h % 16);
        // A cell may tell itself and later phases anything that is not past.
        const bool free = to == cell || game.phase_of[cell] < game.phase_of[to];
        if (!free) at += game.lookahead;
        const auto kind = static_cast<std::uint8_t>(1 + h / 1024 % 3);
        make(Throw{to, {make_event(at, kind, mix(h) & kMaxEntity, attempt_of(ball.event) + 1), h}});
    }
}

std::vector<Message> opening(std::size_t cell) {
    std::vector<Message> balls;
    for (std::uint64_t k = 0; k < kBegun; ++k) {
        const std::uint64_t h = mix(100 * cell + k + 1);
        balls.push_back({make_event(static_cast<Time>(k % 8), 1, h & kMaxEntity), h});
    }
    return balls;
}

using Traces = std::vector<std::uint64_t>;

Traces reference(const Game& game, std::uint64_t& events) {
    struct Pending {
        std::size_t phase, cell;
        Message message;
    };
    // At one instant the phases come one after the other.
    const auto earlier = [](const Pending& a, const Pending& b) {
        const Event &x = a.message.event, &y = b.message.event;
        if (x.time != y.time) return x.time < y.time;
        if (a.phase != b.phase) return a.phase < b.phase;
        if (a.cell != b.cell) return a.cell < b.cell;
        return before(x, y);
    };
    std::set<Pending, decltype(earlier)> pending(earlier);
    const auto add = [&](std::size_t cell, const Message& m) {
        REQUIRE(pending.insert({game.phase_of[cell], cell, m}).second);
    };
    for (std::size_t c = 0; c < game.cells(); ++c) {
        for (const Message& m : opening(c)) add(c, m);
    }
    Traces traces(game.cells());
    while (!pending.empty() && pending.begin()->message.event.time < kEnd) {
        const Pending next = *pending.begin();
        pending.erase(pending.begin());
        ++events;
        react(game, next.cell, traces[next.cell], next.message,
              [&](const Throw& thrown) { add(thrown.to, thrown.message); });
    }
    return traces;
}

class Player : public EventCell<Player> {
  public:
    Player(const Game& game, std::size_t number)
        : EventCell("player " + std::to_string(number)), game_(&game), number_(number) {
        for (const Message& m : opening(number)) on_message(m);
    }

    void on_message(const Message& m) {
        schedule(m.event);
        payloads_[m.event] = m.payload;
    }

    void handle(const Event& e) {
        if (kind_of(e) == kIdle) return;
        const auto found = payloads_.find(e);
        const Message ball{e, found->second};
        payloads_.erase(found);
        react(*game_, number_, trace, ball, [this](const Throw& thrown) {
            if (thrown.to == number_) {
                on_message(thrown.message);
            } else {
                send(static_cast<CellId>(thrown.to), thrown.message);
            }
        });
    }

    std::size_t memory_bytes() const override { return list_memory_bytes(); }

    std::uint64_t trace = 0;

  private:
    struct Earlier {
        bool operator()(const Event& a, const Event& b) const { return before(a, b); }
    };
    const Game* game_;
    std::size_t number_;
    std::map<Event, std::uint64_t, Earlier> payloads_;
};

struct Manner {
    int threads = 1;
    Transport transport = Transport::memory;
    std::set<Time> relocations = {};
    bool idle_events = false;
};

Traces executed(const Game& game, const Manner& manner, std::uint64_t& events) {
    Executor executor({manner.threads, manner.transport});
    for (const WindowCalendar& calendar : game.calendars) executor.add_phase(calendar);
    std::uint64_t idle = 0;
    for (std::size_t c = 0; c < game.cells(); ++c) {
        auto player = std::make_unique<Player>(game, c);
        for (Time t = 0; manner.idle_events && t < kEnd; t += 3, ++idle) {
            player->schedule(make_event(t, kIdle, 0));
        }
        executor.add_cell(game.phase_of[c], std::move(player));
    }
    for (CellId a = 0; a < game.cells(); ++a) {
        for (CellId b = 0; b < game.cells(); ++b) executor.connect(a, b);
    }
    executor.run([&](Time now) {
        if (manner.relocations.count(now)) executor.relocate();
        return true;
    });
    events = executor.events() - idle;
    Traces traces;
    for (CellId c = 0; c < game.cells(); ++c) {
        traces.push_back(static_cast<const Player&>(executor.cell(c)).trace);
    }
    return traces;
}

// One to three phases with windows of their own, one to twelve cells.
Game random_game(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto one_of = [&](auto... values) {
        const std::array all{values...};
        return all[random() % all.size()];
    };
    const Duration fine = one_of(1, 5, 10, 50), coarse = one_of(10, 50, 100);
    Game game;
    game.lookahead = 200;
    const std::size_t phases = 1 + random() % 3;
    Duration times = 1;
    for (std::size_t p = 0; p < phases; ++p) {
        // No later phase has shorter windows: it would have run already when the earlier one sends.
        if (p > 0 && times == 1) times = one_of(1, 2);
        game.calendars.emplace_back(
            std::vector<WindowCalendar::Segment>{
                {0, fine * times}, {1000, coarse * times}, {2000, fine}},
            kEnd);
    }
    const std::size_t cells = phases + random() % 10;
    for (std::size_t c = 0; c < cells; ++c) {
        game.phase_of.push_back(c < phases ? c : random() % phases);
    }
    return game;
}

}  // namespace

TEST_CASE("the executor does what one sorted list of all events would") {
    std::uint64_t all = 0;
    for (std::uint64_t seed = 1; seed <= 24; ++seed) {
        const Game game = random_game(seed);
        std::uint64_t events = 0;
        const Traces expected = reference(game, events);
        all += events;
        CAPTURE(seed, game.cells(), game.calendars.size());
        const auto check = [&](const Manner& manner) {
            CAPTURE(manner.threads);
            std::uint64_t handled = 0;
            CHECK(executed(game, manner, handled) == expected);
            CHECK(handled == events);
        };
        for (const int threads : {1, 2, 3, 8}) check({.threads = threads});
        check({.transport = Transport::bytes});
        check({.threads = 2, .transport = Transport::bytes});
        check({.relocations = {100, 1300, 2900}});
        check({.threads = 2, .relocations = {200}, .idle_events = true});
    }
    CHECK(all > 100'000);
}
