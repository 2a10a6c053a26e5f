// A cell: a part of the simulated world that owns its state and runs one window at a time.
//
// Cells share no mutable state; they talk by messages. A cell's state is plain data, reached by
// index, so that clone() is a member-wise copy and a run can go on from the copy at new addresses.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/kernel/error.hpp"
#include "sim/kernel/event_list.hpp"
#include "sim/kernel/mailbox.hpp"
#include "sim/kernel/window.hpp"

namespace sim {

using CellId = std::uint32_t;

// A cell's sending side, lent to it for one window.
class Outbox {
  public:
    // Throws Defect if `to` is not connected, or if it has already simulated the message's time.
    void send(CellId to, const Message& m) {
        if (to >= ports_.size() || ports_[to].box == nullptr) throw_unconnected(to);
        const Port& port = ports_[to];
        if (m.event.time < *port.earliest) throw_past(*sender_, m.event, *port.earliest);
        port.box->put(m, transport_);
    }

  private:
    friend class Executor;
    struct Port {
        Mailbox* box = nullptr;
        const Time* earliest = nullptr;  // what the receiver has reached
    };
    [[noreturn]] void throw_unconnected(CellId to) const;

    std::vector<Port> ports_;  // by receiver
    Transport transport_ = Transport::memory;
    const std::string* sender_ = nullptr;
};

class Cell {
  public:
    explicit Cell(std::string name) : name_(std::move(name)) {}
    virtual ~Cell() = default;

    // Mail from one cell, before run() of the next window; called in ascending order of the source.
    virtual void receive(CellId source, std::span<const Message> mail) = 0;

    // Simulates [window.begin, window.end).
    virtual void run(const Window& window, Outbox& out) = 0;

    // An independent copy of all state.
    virtual std::unique_ptr<Cell> clone() const = 0;

    // Events handled so far, and bytes that the state occupies.
    virtual std::uint64_t events() const = 0;
    virtual std::size_t memory_bytes() const = 0;

    const std::string& name() const { return name_; }

  protected:
    Cell(const Cell&) = default;
    Cell& operator=(const Cell&) = default;

  private:
    std::string name_;
};

// A cell driven by its own future event list. Model provides
//   void handle(const Event&);                 every event, in total order
//   void on_message(const Message&);           default: the message's event joins the list
//   void end_window(const Window&);            default: nothing
//   void prefetch(const Event&) const;         default: nothing; what handle() will touch when the
//                                              event comes, some events from now
// and is copyable. handle() and end_window() may call schedule() and send().
template <class Model>
class EventCell : public Cell {
  public:
    using Cell::Cell;

    void receive(CellId, std::span<const Message> mail) final {
        for (const Message& m : mail) self().on_message(m);
    }

    void run(const Window& window, Outbox& out) final {
        out_ = &out;
        window_ = window;
        while (list_.has_before(window.end)) {
            const Event e = list_.pop();
            if (list_.next_is(e)) throw_equal_events(name(), e);
            if constexpr (requires(const Model& m) { m.prefetch(e); }) {
                if (const Event* soon = list_.upcoming(kAhead)) self().prefetch(*soon);
            }
            now_ = e.time;
            ++events_;
            self().handle(e);
        }
        now_ = window.end;
        self().end_window(window);
        out_ = nullptr;
    }

    std::unique_ptr<Cell> clone() const final { return std::make_unique<Model>(self()); }
    std::uint64_t events() const final { return events_; }

    Time now() const { return now_; }

    // Throws Defect if the event lies in the past, or never comes.
    void schedule(Event e) {
        if (e.time < now_) throw_past(name(), e, now_);
        if (e.time == kNever) throw_never(name(), e);
        list_.push(e);
    }

  protected:
    void send(CellId to, const Message& m) { out_->send(to, m); }
    const Window& window() const { return window_; }  // the one that runs, or ran last
    void on_message(const Message& m) { schedule(m.event); }
    void end_window(const Window&) {}

    // Forgets the first pending event of a kind, as a defect would: tests of books of account use
    // it. Returns false if there is none.
    bool drop_first(std::uint8_t kind) { return list_.drop_first(kind); }

    std::int64_t pending(std::uint8_t kind) const { return list_.pending(kind); }
    std::size_t list_memory_bytes() const { return list_.memory_bytes(); }

  private:
    static constexpr std::size_t kAhead = 4;  // events, from prefetch() to handle()

    Model& self() { return static_cast<Model&>(*this); }
    const Model& self() const { return static_cast<const Model&>(*this); }

    EventList list_;
    Time now_ = std::numeric_limits<Time>::min();
    Window window_{};
    std::uint64_t events_ = 0;
    Outbox* out_ = nullptr;  // set during run() only
};

}  // namespace sim
