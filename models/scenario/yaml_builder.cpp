#include "models/scenario/yaml_builder.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <yaml-cpp/mark.h>

#include "models/scenario/text_file.hpp"
#include "models/scenario/yaml.hpp"

namespace models {
namespace {

std::size_t from_zero(int count) {
    return static_cast<std::size_t>(std::max(count, 0));
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

}  // namespace

Place place_of_mark(Lines& lines, const YAML::Mark& mark) {
    return lines.at(from_zero(mark.line), from_zero(mark.column));
}

std::size_t offset_of_mark(const Lines& lines, const YAML::Mark& mark) {
    return lines.offset(from_zero(mark.line), from_zero(mark.column));
}

void refuse_open_quote(Lines& lines, const std::optional<OpenQuote>& open) {
    if (!open) return;
    std::string message = "the quote that opens here is closed nowhere";
    if (open->left) {
        message = fmt::format(
            "the quote that opens here is not closed before line {}; lines of a text in quotes are "
            "indented further than its key",
            lines.at_offset(*open->left).line);
    }
    throw YamlStop{lines.at_offset(open->at), std::move(message)};
}

void YamlBuilder::OnDocumentStart(const YAML::Mark& mark) {
    if (++documents_ == 1) return;
    const bool marked = lines_.is_behind_marker(from_zero(mark.line));
    throw YamlStop{at(mark), marked ? "a second document begins here; a scenario is one document"
                                    : "not valid YAML: no part of what stands above; is this line "
                                      "indented like that?"};
}

void YamlBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    Node node;
    node.place = at(mark);
    leaf(std::move(node), mark, anchor);
}

void YamlBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
    refuse_tag(mark, tag);
    refuse_open_quote(lines_,
                      find_open_quote(lines_.text(), offset_of_mark(lines_, mark), column()));
    Node node;
    node.type = Node::Type::scalar;
    node.text = value;
    node.quoted = tag == "!";
    node.place = at(mark);
    leaf(std::move(node), mark, anchor);
}

void YamlBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const auto it = anchors_.find(anchor);
    if (it == anchors_.end()) {
        throw YamlStop{at(mark), "the alias stands inside the value it refers to"};
    }
    if (open_.size() + count_levels(it->second) > kMaxDepth) too_deep(mark);
    count(count_values(it->second), mark);
    Node node = it->second;
    node.place = at(mark);
    if (!add_key(node)) complete(std::move(node), 0);
}

void YamlBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                  YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
    open(Node::Type::list, mark, tag, anchor, style);
}

void YamlBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value style) {
    open(Node::Type::map, mark, tag, anchor, style);
}

bool YamlBuilder::expects_key() const {
    return !open_.empty() && open_.back().node.type == Node::Type::map && !open_.back().has_key;
}

std::optional<std::size_t> YamlBuilder::column() const {
    return open_.empty() ? std::nullopt : open_.back().column;
}

void YamlBuilder::leaf(Node node, const YAML::Mark& mark, YAML::anchor_t anchor) {
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

bool YamlBuilder::add_key(const Node& node) {
    if (!expects_key()) return false;
    if (node.type != Node::Type::scalar) throw YamlStop{node.place, "a key must be a word"};
    Open& map = open_.back();
    map.key = node.text;
    map.key_place = node.place;
    map.has_key = true;
    return true;
}

void YamlBuilder::count(std::size_t values, const YAML::Mark& mark) {
    values_ += values;
    if (values_ > kMaxValues) {
        throw YamlStop{at(mark), fmt::format("more than {} keys and values", kMaxValues)};
    }
}

void YamlBuilder::too_deep(const YAML::Mark& mark) {
    throw YamlStop{at(mark), fmt::format("nested deeper than {} levels", kMaxDepth)};
}

void YamlBuilder::refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    log_.error(at(mark), "", {"tags such as !!str have no meaning here"});
}

void YamlBuilder::open(Node::Type type, const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
    refuse_tag(mark, tag);
    if (expects_key()) {
        // Of brackets in brackets the parser tells no more than that the outer one has no end.
        const std::size_t begin = offset_of_mark(lines_, mark);
        if (open_.size() + opening_brackets(lines_.text().substr(begin)) > kMaxDepth) {
            too_deep(mark);
        }
        refuse_open_quote(lines_, find_open_quote_in_brackets(lines_.text(), begin, column()));
        throw YamlStop{at(mark), "a key must be a word; is a ] or } missing?"};
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

void YamlBuilder::close() {
    Open item = std::move(open_.back());
    open_.pop_back();
    complete(std::move(item.node), item.anchor);
}

void YamlBuilder::complete(Node node, YAML::anchor_t anchor) {
    if (anchor != 0) anchors_[anchor] = node;
    if (open_.empty()) {
        root_ = std::move(node);
        return;
    }
    add_child(open_.back(), std::move(node));
}

void YamlBuilder::add_child(Open& parent, Node node) {
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

std::string YamlBuilder::path() const {
    std::string text;
    for (std::size_t i = 0; i + 1 < open_.size(); ++i) {
        const Open& item = open_[i];
        text += item.node.type == Node::Type::map ? item.key
                                                  : std::to_string(item.node.children.size());
        text += '.';
    }
    return text;
}

}  // namespace models
