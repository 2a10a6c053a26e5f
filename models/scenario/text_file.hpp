// Reading a text file from disk, with a reason a person understands where that fails.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "models/scenario/parsed.hpp"

namespace models {

// "is a directory", "is a pipe, not a file" and the like: why what is there is nothing to read, or
// would keep a reader waiting for ever. "" of a file, of nothing at all, and of what a shell hands
// over by the names /dev/stdin, /dev/fd/N and /proc/self/fd/N, be it a pipe.
std::string not_a_file(const std::string& path);

// The first `limit` + 1 bytes of the file, or all; whether it was longer than `limit` shows in the
// size. Complains with the operating system's reason ("no such file", "is a directory", ...).
Parsed<std::string> read_text_file(const std::string& path, std::size_t limit);

// Why the file cannot be opened for reading; "" where it can.
std::string cannot_open(const std::string& path);

// A YAML file in the same folder with a name like it, as a path; "" if there is none.
std::string similar_file(const std::string& path);

// The offset of the first byte that no text file holds: a control character other than tab, line
// feed and carriage return, one that breaks UTF-8, or one of a character that makes a terminal show
// text in another order. npos if there is none.
std::size_t find_non_text(std::string_view text);

// What is found there: "byte 0x1B", "U+202E, which turns the order of characters".
std::string describe_non_text(std::string_view text, std::size_t at);

}  // namespace models
