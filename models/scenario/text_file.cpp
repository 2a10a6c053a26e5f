#include "models/scenario/text_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <utility>
#include <vector>

#include "models/scenario/suggest.hpp"

namespace models {
namespace {

namespace fs = std::filesystem;

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

std::string reason(int error) {
    switch (error) {
        case ENOENT:
            return "no such file";
        case EISDIR:
            return "is a directory";
        case EACCES:
            return "permission denied";
        default:
            return std::generic_category().message(error);
    }
}

// What a shell hands over may be a pipe, and who names it waits for what comes.
bool is_handed_over(const std::string& path) {
    return path == "/dev/stdin" || path.starts_with("/dev/fd/") ||
           path.starts_with("/proc/self/fd/");
}

// The length of the UTF-8 sequence at the front of the text; 0 if it is broken, overlong, a
// surrogate or beyond U+10FFFF.
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(0);
    const std::size_t length = lead < 0x80                    ? 1
                               : lead >= 0xC2 && lead <= 0xDF ? 2
                               : lead >= 0xE0 && lead <= 0xEF ? 3
                               : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                              : 0;
    if (length == 0 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return 0;
    }
    if (lead == 0xE0 && byte(1) < 0xA0) return 0;
    if (lead == 0xED && byte(1) > 0x9F) return 0;
    if (lead == 0xF0 && byte(1) < 0x90) return 0;
    if (lead == 0xF4 && byte(1) > 0x8F) return 0;
    return length;
}

// The last byte of an override or isolate of direction (U+202A to U+202E, U+2066 to U+2069) at the
// front of the text; 0 if there is none.
unsigned direction_mark(std::string_view text) {
    if (text.size() < 3) return 0;
    const auto last = static_cast<unsigned char>(text[2]);
    if (text.starts_with("\xE2\x80") && last >= 0xAA && last <= 0xAE) return last;
    if (text.starts_with("\xE2\x81") && last >= 0xA6 && last <= 0xA9) return last;
    return 0;
}

// The number of a control character beyond ASCII (U+0080 to U+009F), or of a separator of lines that
// YAML and terminals take for different things (U+2028, U+2029), at the front; 0 if there is none.
unsigned control_character(std::string_view text) {
    if (text.size() >= 2 && text[0] == '\xC2') {
        const auto last = static_cast<unsigned char>(text[1]);
        if (last >= 0x80 && last <= 0x9F) return last;
    }
    if (text.starts_with("\xE2\x80\xA8")) return 0x2028;
    if (text.starts_with("\xE2\x80\xA9")) return 0x2029;
    return 0;
}

}  // namespace

std::string not_a_file(const std::string& path) {
    struct ::stat status = {};
    if (::stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode)) return "";
    if (S_ISDIR(status.st_mode)) return reason(EISDIR);
    if (is_handed_over(path)) return "";
    if (S_ISFIFO(status.st_mode)) return "is a pipe, not a file";
    if (S_ISSOCK(status.st_mode)) return "is a socket, not a file";
    return "is a device, not a file";
}

Parsed<std::string> read_text_file(const std::string& path, std::size_t limit) {
    if (std::string other = not_a_file(path); !other.empty()) return Complaint{std::move(other)};
    const File file(std::fopen(path.c_str(), "rb"), &std::fclose);
    if (!file) return Complaint{reason(errno), similar_file(path)};
    std::string text(limit + 1, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), file.get()));
    if (std::ferror(file.get()) != 0) return Complaint{reason(errno)};
    return text;
}

std::string cannot_open(const std::string& path) {
    if (std::string other = not_a_file(path); !other.empty()) return other;
    const File file(std::fopen(path.c_str(), "rb"), &std::fclose);
    return file ? "" : reason(errno);
}

std::string similar_file(const std::string& path) {
    const fs::path wanted(path);
    const fs::path folder = wanted.parent_path();
    std::vector<std::string> stems;  // the suffix, which all share, makes no name like another
    std::error_code error;
    for (fs::directory_iterator it(folder.empty() ? "." : folder, error), end; !error && it != end;
         it.increment(error)) {
        const fs::path name = it->path().filename();
        if (name.extension() == ".yaml" && name != wanted.filename()) stems.push_back(name.stem());
    }
    std::sort(stems.begin(), stems.end());
    const std::string stem = nearest(wanted.stem().string(), stems);
    return stem.empty() ? "" : (folder / (stem + ".yaml")).string();
}

std::size_t find_non_text(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto c = static_cast<unsigned char>(text[at]);
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) return at;
        const std::size_t length = sequence_length(text.substr(at));
        if (length == 0 || direction_mark(text.substr(at)) != 0 ||
            control_character(text.substr(at)) != 0) {
            return at;
        }
        at += length;
    }
    return std::string_view::npos;
}

std::string describe_non_text(std::string_view text, std::size_t at) {
    if (const unsigned last = direction_mark(text.substr(at)); last != 0) {
        const unsigned block = text[at + 1] == '\x80' ? 0x2000U : 0x2040U;
        return fmt::format("U+{:04X}, which turns the order of characters", block + last - 0x80);
    }
    if (const unsigned control = control_character(text.substr(at)); control != 0) {
        return fmt::format("U+{:04X}, a control character", control);
    }
    return fmt::format("byte 0x{:02X}", static_cast<unsigned char>(text[at]));
}

}  // namespace models
