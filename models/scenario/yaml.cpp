#include "models/scenario/yaml.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "models/scenario/lines.hpp"
#include "models/scenario/quotes.hpp"
#include "models/scenario/text_file.hpp"

namespace models {
namespace {

// Thrown out of the parser where reading on makes no sense.
struct Stop {
    Place place;
    std::string message;
};

// Marks count lines and bytes from 0; some errors have none, which is -1.
std::size_t from_zero(int count) {
    return static_cast<std::size_t>(std::max(count, 0));
}

Place place(Lines& lines, const YAML::Mark& mark) {
    return lines.at(from_zero(mark.line), from_zero(mark.column));
}

std::size_t offset(const Lines& lines, const YAML::Mark& mark) {
    return lines.offset(from_zero(mark.line), from_zero(mark.column));
}

// Throws Stop where there is a quote that was forgotten to be closed.
void refuse_open_quote(Lines& lines, const std::optional<OpenQuote>& open) {
    if (!open) return;
    std::string message = "the quote that opens here is closed nowhere";
    if (open->left) {
        message = fmt::format(
            "the quote that opens here is not closed before line {}; lines of a text in quotes are "
            "indented further than its key",
            lines.at_offset(*open->left).line);
    }
    throw Stop{lines.at_offset(open->at), std::move(message)};
}

std::size_t count_values(const Node& node) {
    // A long text counts as several values, so that aliases cannot multiply it for nothing.
    std::size_t count = 1 + node.text.size() / 64;
    for (const Node& child : node.children) count += count_values(child);
    return count;
}

std::size_t count_levels(const Node& node) {
    std::size_t deepest = 0;
    for (const Node& child : node.children) deepest = std::max(deepest, count_levels(child));
    return deepest + (node.type == Node::Type::map || node.type == Node::Type::list ? 1 : 0);
}

// How many brackets open at the front of a text, with nothing but blanks between them.
std::size_t opening_brackets(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) {
        if (c == '[' || c == '{') {
            ++count;
        } else if (c != ' ') {
            break;
        }
    }
    return count;
}

class Builder final : public YAML::EventHandler {
  public:
    Builder(Lines& lines, IssueLog& log) : lines_(lines), log_(log) {}

    Node take_root() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ == 1) return;
        const bool marked = lines_.is_behind_marker(from_zero(mark.line));
        throw Stop{at(mark), marked ? "a second document begins here; a scenario is one document"
                                    : "not valid YAML: indented less than what stands above"};
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        Node node;
        node.place = at(mark);
        leaf(std::move(node), mark, anchor);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        refuse_tag(mark, tag);
        refuse_open_quote(lines_, find_open_quote(lines_.text(), offset(lines_, mark), column()));
        Node node;
        node.type = Node::Type::scalar;
        node.text = value;
        node.quoted = tag == "!";
        node.place = at(mark);
        leaf(std::move(node), mark, anchor);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto it = anchors_.find(anchor);
        if (it == anchors_.end()) {
            throw Stop{at(mark), "the alias stands inside the value it refers to"};
        }
        if (open_.size() + count_levels(it->second) > kMaxDepth) too_deep(mark);
        count(count_values(it->second), mark);
        Node node = it->second;
        node.place = at(mark);
        if (!add_key(node)) complete(std::move(node), 0);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        open(Node::Type::list, mark, tag, anchor, style);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        open(Node::Type::map, mark, tag, anchor, style);
    }
    void OnMapEnd() override { close(); }

  private:
    Place at(const YAML::Mark& mark) { return place(lines_, mark); }

    // A list or map that is not yet complete.
    struct Open {
        Node node;
        YAML::anchor_t anchor = 0;
        std::string key;
        Place key_place;
        bool has_key = false;
        std::map<std::string, Place, std::less<>> seen = {};
        // Of the innermost block, from 0; none where all is in brackets.
        std::optional<std::size_t> column = {};
    };

    bool expects_key() const {
        return !open_.empty() && open_.back().node.type == Node::Type::map && !open_.back().has_key;
    }

    std::optional<std::size_t> column() const {
        return open_.empty() ? std::nullopt : open_.back().column;
    }

    void leaf(Node node, const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (const std::size_t bad = find_non_text(node.text); bad != std::string_view::npos) {
            // An escape such as "\\x1B" can write what the file itself may not hold.
            log_.error(node.place, "", {"not text: " + describe_non_text(node.text, bad)});
        }
        count(count_values(node), mark);
        if (add_key(node)) {
            if (anchor != 0) anchors_[anchor] = std::move(node);
        } else {
            complete(std::move(node), anchor);
        }
    }

    // Takes the node as a key if it is the turn of one.
    bool add_key(const Node& node) {
        if (!expects_key()) return false;
        if (node.type != Node::Type::scalar) throw Stop{node.place, "a key must be a word"};
        Open& map = open_.back();
        map.key = node.text;
        map.key_place = node.place;
        map.has_key = true;
        return true;
    }

    void count(std::size_t values, const YAML::Mark& mark) {
        values_ += values;
        if (values_ > kMaxValues) {
            throw Stop{at(mark), fmt::format("more than {} keys and values", kMaxValues)};
        }
    }

    [[noreturn]] void too_deep(const YAML::Mark& mark) {
        throw Stop{at(mark), fmt::format("nested deeper than {} levels", kMaxDepth)};
    }

    void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
        if (tag.empty() || tag == "?" || tag == "!") return;
        log_.error(at(mark), "", {"tags such as !!str have no meaning here"});
    }

    void open(Node::Type type, const YAML::Mark& mark, const std::string& tag,
              YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
        refuse_tag(mark, tag);
        if (expects_key()) {
            // Of brackets in brackets the parser tells no more than that the outer one has no end.
            const std::size_t begin = offset(lines_, mark);
            if (open_.size() + opening_brackets(lines_.text().substr(begin)) > kMaxDepth) {
                too_deep(mark);
            }
            refuse_open_quote(lines_, find_open_quote_in_brackets(lines_.text(), begin, column()));
            throw Stop{at(mark), "a key must be a word; is a ] or } missing?"};
        }
        if (open_.size() >= kMaxDepth) too_deep(mark);
        Open item;
        item.node.type = type;
        item.node.place = at(mark);
        item.anchor = anchor;
        if (style == YAML::EmitterStyle::Block) {
            // Behind an anchor or a tag the mark is theirs, and may be further to the right.
            const bool exact = anchor == 0 && (tag.empty() || tag == "?");
            item.column = exact ? from_zero(mark.column) : 0;
        } else {
            item.column = column();
        }
        open_.push_back(std::move(item));
        count(1, mark);
    }

    void close() {
        Open item = std::move(open_.back());
        open_.pop_back();
        complete(std::move(item.node), item.anchor);
    }

    void complete(Node node, YAML::anchor_t anchor) {
        if (anchor != 0) anchors_[anchor] = node;
        if (open_.empty()) {
            root_ = std::move(node);
            return;
        }
        add_child(open_.back(), std::move(node));
    }

    void add_child(Open& parent, Node node) {
        if (parent.node.type == Node::Type::list) {
            node.key = std::to_string(parent.node.children.size());
            node.key_place = node.place;
            parent.node.children.push_back(std::move(node));
            return;
        }
        parent.has_key = false;
        node.key = std::move(parent.key);
        node.key_place = parent.key_place;
        if (node.type == Node::Type::null) node.place = node.key_place;
        if (node.key == "<<") {
            log_.error(node.key_place, path() + "<<",
                       {"merge keys are not supported; use extends, or write the keys out"});
            return;
        }
        const auto [first, fresh] = parent.seen.emplace(node.key, node.key_place);
        if (!fresh) {
            log_.error(node.key_place, path() + node.key,
                       {fmt::format("given twice, first on line {}", first->second.line)});
            return;
        }
        parent.node.children.push_back(std::move(node));
    }

    // Of the innermost open value, with a dot behind it.
    std::string path() const {
        std::string text;
        for (std::size_t i = 0; i + 1 < open_.size(); ++i) {
            const Open& item = open_[i];
            text += item.node.type == Node::Type::map ? item.key
                                                      : std::to_string(item.node.children.size());
            text += '.';
        }
        return text;
    }

    Lines& lines_;
    IssueLog& log_;
    Node root_;
    std::vector<Open> open_;
    std::map<YAML::anchor_t, Node> anchors_;
    std::size_t values_ = 0;
    int documents_ = 0;
};

// What usually stands behind an error of the parser.
std::string explained(const std::string& message) {
    static const std::map<std::string, std::string, std::less<>> kHints = {
        {"illegal map value", "is there a second `: ` on the line, or a wrong indentation?"},
        {"end of map not found", "is this line indented like those above it?"},
        {"end of sequence not found", "is this line indented like those above it?"},
        {"end of map flow not found", "is a } missing?"},
        {"end of sequence flow not found", "is a ] missing?"},
        {"illegal block entry", "is this - indented like those above it?"},
        {"illegal document indicator in scalar", "is a quote above not closed?"},
        {"unknown token", "text that begins with @, ` or % needs quotes"},
    };
    const auto hint = kHints.find(message);
    return "not valid YAML: " + message + (hint == kHints.end() ? "" : "; " + hint->second);
}

void handle(std::istringstream in, Builder& builder) {
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
}

// Throws Stop at what is not YAML.
Node build(Lines& lines, std::string_view text, IssueLog& log) {
    try {
        Builder builder(lines, log);
        handle(std::istringstream(std::string(text)), builder);
        return builder.take_root();
    } catch (const YAML::Exception& error) {
        // Text that is no part of what stands above it may be the rest of a file in quotes.
        refuse_open_quote(lines, find_open_quote(text, offset(lines, error.mark), {}));
        if (error.msg == YAML::ErrorMsg::EOF_IN_SCALAR) {
            // Where the last line has an end, the parser makes do and the builder finds the quote.
            IssueLog told;
            Builder builder(lines, told);
            try {
                handle(std::istringstream(std::string(text) + '\n'), builder);
            } catch (const YAML::Exception&) {  // not the quote's fault: told as it is
            }
        }
        throw Stop{place(lines, error.mark), explained(error.msg)};
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
    } catch (const Stop& stop) {
        log.error(stop.place, "", {stop.message});
    }
    return {};
}

}  // namespace models
