#include "models/scenario/yaml.hpp"

#include <map>
#include <sstream>
#include <string>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "models/scenario/lines.hpp"
#include "models/scenario/quotes.hpp"
#include "models/scenario/text_file.hpp"
#include "models/scenario/yaml_builder.hpp"

namespace models {
namespace {

// What usually stands behind an error of the parser.
std::string explained(const std::string& message) {
    static const std::map<std::string, std::string, std::less<>> kHints = {
        {"illegal map value", "is there a second `: ` on the line, or a wrong indentation?"},
        {"end of map not found", "is this line indented like those above it?"},
        {"end of sequence not found", "is this line indented like those above it?"},
        {"end of map flow not found", "is a } missing?"},
        {"end of sequence flow not found", "is a ] missing?"},
        {"illegal block entry", "a - begins a line; a list on one line is written [a, b]"},
        {"illegal document indicator in scalar", "is a quote above not closed?"},
        {"unknown token", "text that begins with @, ` or % needs quotes"},
    };
    const auto hint = kHints.find(message);
    return "not valid YAML: " + message + (hint == kHints.end() ? "" : "; " + hint->second);
}

void handle(std::istringstream in, YamlBuilder& builder) {
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
}

// Throws YamlStop at what is not YAML.
Node build(Lines& lines, std::string_view text, IssueLog& log) {
    try {
        YamlBuilder builder(lines, log);
        handle(std::istringstream(std::string(text)), builder);
        return builder.take_root();
    } catch (const YAML::Exception& error) {
        // Text that is no part of what stands above it may be the rest of a file in quotes.
        refuse_open_quote(lines, find_open_quote(text, offset_of_mark(lines, error.mark), {}));
        if (error.msg == YAML::ErrorMsg::EOF_IN_SCALAR) {
            // Where the last line has an end, the parser makes do and the builder finds the quote.
            IssueLog told;
            YamlBuilder builder(lines, told);
            try {
                handle(std::istringstream(std::string(text) + '\n'), builder);
            } catch (const YAML::Exception&) {  // not the quote's fault: told as it is
            }
        }
        throw YamlStop{place_of_mark(lines, error.mark), explained(error.msg)};
    }
}

}  // namespace

std::optional<Node> parse_yaml(std::string_view text, std::uint32_t file, IssueLog& log) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark
    if (text.size() > kMaxFileBytes) {
        log.error({file}, "", {"larger than 1 MiB; a scenario is a small text file"});
        return {};
    }
    Lines lines(text, file);
    if (const std::size_t bad = find_non_text(text); bad != std::string_view::npos) {
        log.error(lines.at_offset(bad), "",
                  {"not a plain UTF-8 text file: " + describe_non_text(text, bad)});
        return {};
    }
    if (const auto tab = lines.indenting_tab()) {
        log.error(*tab, "", {"a tab in the indentation; YAML takes spaces only"});
        return {};
    }
    if (const auto marker = lines.conflict_marker()) {
        log.error(*marker, "", {"a conflict that a merge has left"});
        return {};
    }
    try {
        return build(lines, text, log);
    } catch (const YamlStop& stop) {
        log.error(stop.place, "", {stop.message});
    }
    return {};
}

}  // namespace models
