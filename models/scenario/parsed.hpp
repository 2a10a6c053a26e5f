// The outcome of reading a value from text: the value, or what is wrong with the text.
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace models {

struct Complaint {
    std::string message;
    std::string suggestion = {};  // what was perhaps meant, as it would be written; may be empty

    bool operator==(const Complaint&) const = default;
};

template <class T>
struct Parsed {
    T value{};
    std::optional<Complaint> complaint;

    // Implicit, so that a parser returns either.
    Parsed(T v) : value(std::move(v)) {}
    Parsed(Complaint c) : complaint(std::move(c)) {}

    explicit operator bool() const { return !complaint; }
};

}  // namespace models
