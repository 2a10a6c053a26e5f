#include "tools/base/text.hpp"

#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace tools {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
        text.replace(at, from.size(), to);
        at += to.size();
    }
}

}  // namespace

std::string short_number(double x) {
    struct Unit {
        double size;
        const char* name;
    };
    for (const Unit& u : {Unit{1e9, " bn"}, Unit{1e6, " M"}, Unit{1e3, " k"}}) {
        if (x < 0.9995 * u.size) continue;
        const double scaled = x / u.size;
        const int decimals = scaled < 9.9995 ? 3 : scaled < 99.995 ? 2 : 1;
        return fmt::format("{:.{}f}{}", scaled, decimals, u.name);
    }
    return fmt::format("{:.4g}", x);
}

std::string short_value(const std::optional<double>& x) {
    if (!x) return "-";
    const double size = std::abs(*x);
    // Beside an exponent there is no room for four figures.
    const bool extreme = size >= 1e12 || (size > 0 && size < 1e-3);
    const std::string text = extreme ? fmt::format("{:.2e}", size) : short_number(size);
    return (*x < 0 ? "-" : "") + text;
}

std::string short_value(const std::optional<double>& x, std::size_t width) {
    const std::string text = short_value(x);
    return text.size() <= width ? text : fmt::format("{:.1e}", *x);
}

std::string short_change(const std::optional<double>& x) {
    return (x && *x > 0 ? "+" : "") + short_value(x);
}

std::string short_percent(const std::optional<double>& x) {
    if (!x) return "";
    if (*x == 0) return "0 %";
    const double percent = 100 * *x, size = std::abs(percent);
    if (size >= 99'999.5) return *x > 0 ? "> 1e5 %" : "< -1e5 %";
    if (size < 0.00095) return fmt::format("{:+.0e} %", percent);
    return size < 0.0995  ? fmt::format("{:+.1g} %", percent)
           : size < 99.95 ? fmt::format("{:+.1f} %", percent)
                          : fmt::format("{:+.0f} %", percent);
}

std::string shortened(const std::string& text, std::size_t width) {
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    std::size_t characters = 0, end = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!begins(text[i])) continue;
        if (characters == width - 3) end = i;
        ++characters;
    }
    return characters <= width ? text : text.substr(0, end) + "...";
}

std::string short_name(std::string name, std::size_t width) {
    static constexpr std::pair<std::string_view, std::string_view> kShort[] = {
        {"delivered", "deliv"}, {"million", "M"},    {"percent", "pct"}, {"milestones", "marks"},
        {"awaiting", "await"},  {"payment", "pay"},  {"median", "med"},  {"stockout", "soldout"},
        {"livestream", "live"}, {"parcels", "parc"}, {"orders", "ord"},
    };
    for (const auto& [word, abbreviation] : kShort) {
        if (name.size() <= width) return name;
        replace_all(name, word, abbreviation);
    }
    if (name.size() <= width) return name;
    const std::size_t tail = (width - 2) / 2;
    return name.substr(0, width - 2 - tail) + ".." + name.substr(name.size() - tail);
}

std::string wrapped_list(std::string lead, const std::vector<std::string>& items) {
    std::string out, row = std::move(lead);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::string item = items[i] + (i + 1 < items.size() ? "," : "");
        if (row.size() + 1 + item.size() > kScreenWidth) {
            out += row + '\n';
            row = "   ";
        }
        row += ' ' + item;
    }
    return out + row + '\n';
}

std::string wrapped(const std::string& text, std::size_t width) {
    std::string out = text;
    std::size_t line = 0, space = std::string::npos;
    for (std::size_t i = 0; i <= out.size(); ++i) {
        if (i < out.size() && out[i] != ' ' && out[i] != '\n') continue;
        if (i - line > width && space != std::string::npos) {
            out[space] = '\n';
            line = space + 1;
        }
        space = i;
        if (i < out.size() && out[i] == '\n') {
            line = i + 1;
            space = std::string::npos;
        }
    }
    return out;
}

std::string hanging(const std::string& lead, const std::string& text) {
    std::string out = wrapped(text, kScreenWidth - lead.size());
    replace_all(out, "\n", '\n' + std::string(lead.size(), ' '));
    return lead + out + '\n';
}

}  // namespace tools
