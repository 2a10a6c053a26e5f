// How a parameter is declared: once, in the `describe` function of a plain struct.
//
//     struct PlatformParams {
//         std::int64_t units = 8;
//         sim::Duration patience = 5 * sim::kSecond;
//         Window headline;
//
//         template <class V>
//         void describe(V& v) {
//             v.integer("units", units, {.min = 1, .max = 256, .help = "...", .source =
//             "assumed"}); v.duration("patience", patience, {.help = "...", .source = "assumed"});
//             v.section("headline", headline, {.help = "..."});
//         }
//         void check(Checker& c) const {  // optional: what no single field can know
//             c.require(patience >= units, "patience", "must not be shorter than ...");
//         }
//     };
//
// The value a field has after default construction is the parameter's default. The reader, the dump
// of the resolved scenario and the tree behind the reference page, the schema and `explain` are all
// visitors of this one description; V is always `Visitor`.
//
// A description names the same fields in the same order whatever the values are. An `origin` is
// described before the first instant, which is read relative to it. The top-level names `schema`,
// `extends` and `sources` belong to the reader.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "sim/kernel/time.hpp"

#include "models/scenario/calendar.hpp"

namespace models {

// What a person should know of a parameter. Bounds are in the unit of the C++ value: ns for
// durations and instants (from the origin), fen for money, 1/s for rates, k for a scale of 1/k.
// They hold for each item of a list of scalars. Every quantity has both, its own or those of its
// kind: what lies within them runs, or a struct's check says why not.
struct Info {
    std::optional<double> min = {};
    bool exclusive_min = false;
    std::optional<double> max = {};
    bool exclusive_max = false;
    bool required = false;       // the scenario must state it; the C++ default is a placeholder
    std::string_view help = {};  // one sentence
    // Where the default comes from, beginning with a mark of models/scenario/sources.hpp:
    // "assumed", "calibrated: singlesday-fluid --calibrate". Of a list of structs it is that of its
    // default items. What is required has no default and needs none.
    std::string_view source = {};
};

// What stands in the file, and how the C++ value holds it.
enum class Kind {
    section,   // a map of parameters
    integer,   // std::int64_t; 8, also 1e6, which is whole
    number,    // double; 0.25
    fraction,  // double; 0.075 or 7.5 %, within [0, 1] unless the bounds say otherwise
    duration,  // sim::Duration, ns; 30 min; from 0 to 366 d unless the bounds say otherwise
    rate,      // double, per second; 544000/s; from 0 to 10^8/s unless the bounds say otherwise
    money,     // std::int64_t, fen; 208 CNY, 16 bn CNY; from 0 to 10^14 CNY, likewise
    instant,   // sim::Time, ns from the origin; 2019-11-11T00:00+08:00; at most 400 d from it
    boolean,   // bool; true or false
    choice,    // an enum; one of a list of names
    text,      // std::string
    scale,     // std::int64_t k; 1/100 or 1
    path,      // std::string; a data file, relative to the file that names it; "" is none
    origin,    // Origin; the instant that is time zero, and the offset in which to print times
};

// A parameter's value with its type erased: what `Visitor` hands to the visitors.
struct Scalar {
    using Target = std::variant<std::int64_t*, double*, bool*, std::string*, Origin*>;

    Kind kind;
    Target target;                                 // a choice is the index of its name
    std::span<const std::string_view> names = {};  // of a choice

    template <class T>
    T& as() const {
        return *std::get<T*>(target);
    }
};

// Receives what a struct's `check` finds. A field is named relative to the struct ("until",
// "steps.0.at"); the message is placed where the field stands in the file, or at the last override of
// it or, if there is none, of what the finding rests on.
//
// Where some field of the struct, or of a struct in it, was not read without error, a finding
// counts only if it names the fields that it rests on, and all of those were. So one mistake hides
// no other and begets none.
class Checker {
  public:
    using Fields = std::initializer_list<std::string_view>;

    virtual ~Checker() = default;
    virtual void fail(std::string_view field, std::string message, Fields rests_on = {}) = 0;
    virtual void warn(std::string_view field, std::string message) = 0;
    virtual bool stated(std::string_view field) const = 0;  // by a file or an override
    virtual const Origin& origin() const = 0;               // to print instants in a message

    void require(bool holds, std::string_view field, std::string message, Fields rests_on = {}) {
        if (!holds) fail(field, std::move(message), rests_on);
    }
};

template <class T>
concept Checked = requires(const T& value, Checker& checker) {
    value.check(checker);
};

// What `describe` talks to: one function a kind, each taking name, value and Info.
class Visitor {
  public:
    virtual ~Visitor() = default;

    void integer(std::string_view name, std::int64_t& value, const Info& info) {
        scalar(name, {Kind::integer, &value}, info);
    }
    void number(std::string_view name, double& value, const Info& info) {
        scalar(name, {Kind::number, &value}, info);
    }
    void fraction(std::string_view name, double& value, const Info& info) {
        scalar(name, {Kind::fraction, &value}, with_bounds(info, 0, 1));
    }
    void duration(std::string_view name, sim::Duration& value, const Info& info) {
        scalar(name, {Kind::duration, &value}, with_bounds(info, 0, kLongest));
    }
    void rate(std::string_view name, double& value, const Info& info) {
        scalar(name, {Kind::rate, &value}, with_bounds(info, 0, kFastest));
    }
    void money(std::string_view name, std::int64_t& value, const Info& info) {
        scalar(name, {Kind::money, &value}, with_bounds(info, 0, kDearest));
    }
    void instant(std::string_view name, sim::Time& value, const Info& info) {
        scalar(name, {Kind::instant, &value}, with_bounds(info, -kFarthest, kFarthest));
    }
    void boolean(std::string_view name, bool& value, const Info& info) {
        scalar(name, {Kind::boolean, &value}, info);
    }
    void text(std::string_view name, std::string& value, const Info& info) {
        scalar(name, {Kind::text, &value}, info);
    }
    void scale(std::string_view name, std::int64_t& value, const Info& info) {
        scalar(name, {Kind::scale, &value}, with_bounds(info, 1, kSmallest));
    }
    void path(std::string_view name, std::string& value, const Info& info) {
        scalar(name, {Kind::path, &value}, info);
    }
    void origin(std::string_view name, Origin& value, const Info& info) {
        scalar(name, {Kind::origin, &value}, info);
    }

    // `options` pairs every enumerator with its name: {{"omori", Decay::omori}, ...}.
    template <class E>
    void choice(std::string_view name, E& value,
                std::initializer_list<std::pair<std::string_view, std::type_identity_t<E>>> options,
                const Info& info) {
        std::vector<std::string_view> names;
        std::int64_t index = 0;
        for (const auto& [option, enumerator] : options) {
            if (enumerator == value) index = static_cast<std::int64_t>(names.size());
            names.push_back(option);
        }
        scalar(name, {Kind::choice, &index, names}, info);
        value = (options.begin() + index)->second;
    }

    // A nested struct.
    template <class T>
    void section(std::string_view name, T& value, const Info& info = {}) {
        if (enter(name, info)) fields(value);
    }

    // A list of structs. In the file a list replaces the whole default.
    template <class T>
    void list(std::string_view name, std::vector<T>& values, const Info& info = {}) {
        if (const auto size = begin_list(name, values.size(), info)) values.assign(*size, T{});
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (enter(std::to_string(i), {})) fields(values[i]);
        }
        end_list();
    }

    // Lists of scalars.
    void integers(std::string_view name, std::vector<std::int64_t>& values, const Info& info) {
        scalars(name, Kind::integer, values, info);
    }
    void numbers(std::string_view name, std::vector<double>& values, const Info& info) {
        scalars(name, Kind::number, values, info);
    }
    void fractions(std::string_view name, std::vector<double>& values, const Info& info) {
        scalars(name, Kind::fraction, values, with_bounds(info, 0, 1));
    }
    void durations(std::string_view name, std::vector<sim::Duration>& values, const Info& info) {
        scalars(name, Kind::duration, values, with_bounds(info, 0, kLongest));
    }
    void rates(std::string_view name, std::vector<double>& values, const Info& info) {
        scalars(name, Kind::rate, values, with_bounds(info, 0, kFastest));
    }
    void instants(std::string_view name, std::vector<sim::Time>& values, const Info& info) {
        scalars(name, Kind::instant, values, with_bounds(info, -kFarthest, kFarthest));
    }
    void texts(std::string_view name, std::vector<std::string>& values, const Info& info) {
        scalars(name, Kind::text, values, info);
    }

    // The fields of a struct that has no name of its own: how a visit of a root begins.
    template <class T>
    void fields(T& value) {
        value.describe(*this);
        if constexpr (Checked<T>) {
            leave([&value](Checker& checker) { value.check(checker); });
        } else {
            leave([](Checker&) {});
        }
    }

  private:
    using Check = std::function<void(Checker&)>;

    // What a visitor does. Every `enter` that returns true is paired with a `leave`, every
    // `begin_list` with an `end_list`. Items of a list are named by their index, from "0".
    virtual void scalar(std::string_view name, const Scalar& value, const Info& info) = 0;
    virtual bool enter(std::string_view name, const Info& info) = 0;
    virtual void leave(const Check& check) = 0;
    // Returns the number of default items that replace those there are; nothing to keep them.
    virtual std::optional<std::size_t> begin_list(std::string_view name, std::size_t size,
                                                  const Info& info) = 0;
    virtual void end_list() = 0;

    template <class T>
    void scalars(std::string_view name, Kind kind, std::vector<T>& values, const Info& info) {
        if (const auto size = begin_list(name, values.size(), info)) values.assign(*size, T{});
        for (std::size_t i = 0; i < values.size(); ++i) {
            scalar(std::to_string(i), {kind, &values[i]}, info);
        }
        end_list();
    }

    // Bounds where none are stated, in the unit of the C++ value: far above what a sale can have,
    // and far below what 63 bits of nanoseconds or fen can hold.
    static constexpr double kLongest = 366.0 * sim::kDay;
    static constexpr double kFarthest = 400.0 * sim::kDay;
    static constexpr double kFastest = 1e8;
    static constexpr double kDearest = 1e16;
    static constexpr double kSmallest = 1e9;

    static Info with_bounds(Info info, double min, double max) {
        if (!info.min) info.min = min;
        if (!info.max) info.max = max;
        return info;
    }
};

// Whether these relative rates can be shared out: some of them is above 0.
template <class Range, class Weight>
bool any_above_zero(const Range& range, Weight&& weight) {
    return std::any_of(range.begin(), range.end(),
                       [&](const auto& item) { return std::invoke(weight, item) > 0; });
}

// The bounds of such rates.
inline constexpr double kLargestWeight = 1e9;

// A stretch of time [from, until).
struct Window {
    sim::Time from = 0;
    sim::Time until = 0;

    bool contains(sim::Time t) const { return from <= t && t < until; }

    template <class V>
    void describe(V& v) {
        v.instant("from", from, {.required = true, .help = "Start of the window."});
        v.instant("until", until, {.required = true, .help = "End of the window, not part of it."});
    }

    void check(Checker& c) const {
        c.require(until >= from, "until",
                  "the window ends before it starts, at " + format_instant(from, c.origin()),
                  {"from", "until"});
    }
};

}  // namespace models
