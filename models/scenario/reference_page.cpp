#include "models/scenario/reference_page.hpp"

#include <fmt/format.h>
#include <iterator>

#include "models/scenario/layers.hpp"
#include "models/scenario/scalar_text.hpp"
#include "models/scenario/sources.hpp"

namespace models {
namespace {

constexpr std::string_view kIntroduction =
    R"(# Scenario reference

Generated from the declarations in the code; a test fails when it is stale.

A scenario is a YAML file that begins with `schema: {}`. Every parameter below may be left out, and then
has its default, unless it is marked required. `extends: other.yaml` takes another scenario, relative to
the file, as the base: keys override one by one, lists as a whole. `--set path=value` overrides any
parameter; items of lists go by their index from 0.

`sources:` says where the values of a file come from, by mark and path; it changes no result:

```yaml
sources:
  published-after:
    consumers.gmv: 268.4 bn CNY in 24 hours (Alibaba)
  assumed:
    provinces.buyers: gross regional product times the urban share of the population
```

| mark | the value is |
|---|---|
{}
A path covers all that lies below it, and all items of a list if it names none; the longer path holds. A
value that overrides one of the file's base does not inherit its source. Defaults serve every year, so
what was published of one of the years counts as published after; their sources stand in the tables.
`singlesday explain PARAMETER --scenario FILE` tells the source of the value that will run.

| type | written | meaning |
|---|---|---|
| integer | `8`, `1e6` | a whole number, in any notation that is exactly whole |
| number | `0.25` | a finite decimal number |
| fraction | `7.5 %`, `0.075` | a share |
| duration | `250 ms`, `30 min`, `1.5 h` | ns, us, ms, s, min, h or d; rounded to the nearest nanosecond |
| rate | `544000/s`, `3600/h` | /s, /min, /h or /d |
| money | `208 CNY`, `16 bn CNY` | CNY, thousand CNY, million CNY or bn CNY; whole fen |
| instant, origin | `2019-11-11T00:00+08:00` | ISO 8601 with its offset; `24:00` is the next midnight |
| scale | `1/100`, `1` | one part in a whole number |
| boolean | `true`, `false` | nothing else |
| choice | a name | one of those listed |
| text | `any text` | quotes where YAML needs them |
| path | `data/file.csv` | a data file, relative to the file that names it |
)";

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '|') result += '\\';
        result += c;
    }
    return result;
}

std::string code(std::string_view text) {
    return text.empty() ? "" : fmt::format("`{}`", escaped(text));
}

std::string type_text(const Parameter& parameter) {
    return fmt::format("{}{}", parameter.is_list ? "list of " : "", kind_name(parameter.kind));
}

std::string range_cell(const Parameter& parameter) {
    if (parameter.choices.empty()) return escaped(parameter.range);
    std::string text;
    for (const std::string& choice : parameter.choices) {
        text += (text.empty() ? "" : ", ") + code(choice);
    }
    return text;
}

void append_section(std::string& page, const Parameter& section, const std::string& path) {
    if (!path.empty()) {
        page += fmt::format("\n## {}{}\n", path, section.is_list ? " (list)" : "");
        if (!section.info.help.empty()) page += fmt::format("\n{}\n", section.info.help);
        if (const std::string_view source = default_source(section); !source.empty())
            page += fmt::format("\nBy default {}; source: {}.\n", section.default_text, source);
    } else {
        page += "\n## Top level\n";
    }
    bool header = false;
    for (const Parameter& child : section.children) {
        if (child.kind == Kind::section) continue;
        if (!header)
            page +=
                "\n| name | type | default | range | what it is | source |\n"
                "|---|---|---|---|---|---|\n";
        header = true;
        page += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", child.name, type_text(child),
                            child.info.required ? "required" : code(child.default_text),
                            range_cell(child), escaped(child.info.help),
                            escaped(default_source(child)));
    }
    for (const Parameter& child : section.children) {
        if (child.kind != Kind::section) continue;
        append_section(page, child, path.empty() ? child.name : path + "." + child.name);
    }
}

}  // namespace

std::string_view default_source(const Parameter& parameter) {
    const bool is_input = parameter.info.required && parameter.kind != Kind::section;
    return is_input ? "the scenario" : parameter.info.source;
}

std::string reference_page(const Parameter& root) {
    std::string marks;
    for (std::size_t i = 0; i < std::size(kMarks); ++i) {
        marks += fmt::format("| `{}` | {} |\n", kMarks[i], kMeaningsOfMarks[i]);
    }
    std::string page = fmt::format(kIntroduction, kSchema, marks);
    append_section(page, root, "");
    return page;
}

}  // namespace models
