#include "models/scenario/reader.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "models/scenario/scalar_text.hpp"
#include "models/scenario/suggest.hpp"
#include "models/scenario/text_file.hpp"

namespace models {
namespace {

// Overrides have no lines; all that stands in a file does.
bool is_override(const Node& node) {
    return node.place.line == 0;
}

// The rest of the path beyond this node, where it is one path: ".carts.share".
std::string tail_of(const Node& node) {
    if (node.type != Node::Type::map || node.children.size() != 1) return "";
    return "." + node.children.front().key + tail_of(node.children.front());
}

// What stands at a path below a node; null where nothing does.
const Node* find_below(const Node* node, std::string_view path) {
    while (node && !path.empty()) {
        const std::string_view name = path.substr(0, path.find('.'));
        path.remove_prefix(std::min(name.size() + 1, path.size()));
        node = node->find(name);
    }
    return node;
}

// The last override that states something of what stands here.
std::optional<Place> last_override(const Node& node) {
    std::optional<Place> last;
    if (is_override(node)) last = node.place;
    for (const Node& child : node.children) {
        const auto place = last_override(child);
        if (place && (!last || place->file > last->file)) last = place;
    }
    return last;
}

// How a path is written in a file: "; write it as consumers: {carts: {share: ...}}".
std::string nested_hint(std::string_view path) {
    std::string open, close;
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
        open += fmt::format("{}: {{", path.substr(0, dot));
        close += '}';
        path.remove_prefix(dot + 1);
    }
    return fmt::format("; write it as {}{}: ...{}", open, path, close);
}

}  // namespace

// Places what a struct's check finds.
class Reader::PlacedChecker final : public Checker {
  public:
    PlacedChecker(Reader& reader, const Frame& frame)
        : reader_(reader),
          frame_(frame),
          all_sound_(reader.complete_ && reader.log_.error_count() == frame.errors) {}

    void fail(std::string_view field, std::string message, Fields rests_on) override {
        if (!all_sound_ && (rests_on.size() == 0 || !sound(rests_on))) return;
        reader_.log_.error(place(field, rests_on), reader_.path_of(frame_, field),
                           {std::move(message)});
    }
    void warn(std::string_view field, std::string message) override {
        if (!all_sound_) return;
        reader_.log_.warning(place(field, {}), reader_.path_of(frame_, field),
                             {std::move(message)});
    }
    bool stated(std::string_view field) const override {
        return find_below(frame_.node, field) != nullptr;
    }
    const Origin& origin() const override { return reader_.origin_; }

  private:
    // Whoever overrides a value seeks what is wrong there, though the file states the others.
    Place place(std::string_view field, Fields rests_on) const {
        if (const auto place = override_below(field)) return *place;
        std::optional<Place> last;
        for (const std::string_view other : rests_on) {
            const auto place = override_below(other);
            if (place && (!last || place->file > last->file)) last = place;
        }
        return last ? *last : reader_.place_of(frame_, field);
    }

    std::optional<Place> override_below(std::string_view field) const {
        const Node* node = find_below(frame_.node, field);
        return node ? last_override(*node) : std::nullopt;
    }

    // Where a parent could not be read, a required field that is not stated may have been in it.
    bool sound(Fields fields) const {
        return reader_.complete_ &&
               std::all_of(fields.begin(), fields.end(), [&](std::string_view field) {
                   return reader_.log_.sound(reader_.path_of(frame_, field));
               });
    }

    Reader& reader_;
    const Frame& frame_;
    const bool all_sound_;
};

Reader::Reader(const Layers& layers, const Parameter& tree, IssueLog& log, MoreChecks more)
    : tree_(tree), log_(log), more_(std::move(more)), complete_(layers.complete) {
    Frame root;
    root.node = &layers.root;
    root.place = layers.root.key_place;
    root.errors = log.error_count();
    open_.push_back(std::move(root));
}

std::string Reader::path_of(const Frame& frame, std::string_view name) const {
    return frame.path.empty() ? std::string(name) : fmt::format("{}.{}", frame.path, name);
}

Place Reader::place_of(const Frame& frame, std::string_view field) const {
    Place place = frame.place;
    const Node* node = frame.node;
    while (node && !field.empty()) {
        const std::string_view name = field.substr(0, field.find('.'));
        field.remove_prefix(std::min(name.size() + 1, field.size()));
        node = node->find(name);
        if (node) place = node->type == Node::Type::scalar ? node->place : node->key_place;
    }
    return place;
}

// The node of a field that the file states and that is not empty; complains of a required one that
// is not there.
const Node* Reader::next(std::string_view name, const Info& info, std::string_view expected) {
    Frame& frame = open_.back();
    frame.names.emplace_back(name);
    const Node* node = frame.node ? frame.node->find(name) : nullptr;
    if (!node) {
        if (info.required && !frame.is_list && !frame.partial && complete_) {
            log_.error(frame.place, path_of(frame, name),
                       {fmt::format("missing; expected {}", expected)});
        }
        return nullptr;
    }
    if (node->type == Node::Type::null) {
        log_.error(node->place, path_of(frame, name),
                   {frame.is_list ? "has no value; every item of a list has one"
                                  : "has no value; leave the key out to take the default"});
        return nullptr;
    }
    return node;
}

void Reader::scalar(std::string_view name, const Scalar& value, const Info& info) {
    const std::string expected = value.kind == Kind::choice
                                     ? alternatives(value.names)
                                     : std::string(kind_expected(value.kind));
    if (const Node* node = next(name, info, expected)) {
        const std::string path = path_of(open_.back(), name);
        if (node->type != Node::Type::scalar) {
            log_.error(node->place, path,
                       {fmt::format("expected {}, got {}", expected, type_name(*node))});
        } else if (auto complaint = read_scalar(*node, value, info, origin_)) {
            log_.error(node->place, path, std::move(*complaint));
        } else if (value.kind == Kind::path) {
            read_path(*node, path, value.as<std::string>());
        }
    }
    if (value.kind == Kind::origin) origin_ = value.as<Origin>();
}

// Makes the name of a data file one that opens from here, and sees that it does.
void Reader::read_path(const Node& node, const std::string& path, std::string& value) {
    if (value.empty()) return;
    if (!is_override(node)) {
        const std::filesystem::path folder =
            std::filesystem::path(log_.file(node.place.file)).parent_path();
        value = (folder / value).lexically_normal().string();
    }
    if (const std::string reason = cannot_open(value); !reason.empty()) {
        log_.refusal(node.place, path, {fmt::format("cannot read {}: {}", value, reason)});
    }
}

bool Reader::enter(std::string_view name, const Info& info) {
    const Node* node = next(name, info, "a section");
    const Frame& parent = open_.back();
    // An empty section is one error, and not also one for each required field in it.
    const bool empty = !node && parent.node && parent.node->find(name);
    if (empty || (parent.is_list && !node)) return false;
    const std::string path = path_of(parent, name);
    if (node && node->type != Node::Type::map) {
        log_.error(node->place, path,
                   {fmt::format("expected a section, got {}", type_name(*node))});
        return false;
    }
    Frame frame;
    frame.node = node;
    frame.path = path;
    frame.place = node ? node->key_place : parent.place;
    frame.partial = parent.partial;
    frame.errors = log_.error_count();
    open_.push_back(std::move(frame));
    return true;
}

void Reader::leave(const std::function<void(Checker&)>& check) {
    const Frame frame = std::move(open_.back());
    open_.pop_back();
    report_unknown(frame);
    PlacedChecker checker(*this, frame);
    check(checker);
    if (open_.empty() && more_) more_(checker);
}

std::optional<std::size_t> Reader::begin_list(std::string_view name, std::size_t,
                                              const Info& info) {
    const Node* node = next(name, info, "a list");
    const std::string path = path_of(open_.back(), name);
    // A map of indices from overrides changes single items of the default.
    const bool sparse = node && node->type == Node::Type::map && is_override(*node);
    if (node && node->type != Node::Type::list && !sparse) {
        log_.error(node->place, path, {fmt::format("expected a list, got {}", type_name(*node))});
        node = nullptr;
    }
    Frame frame;
    frame.node = node;
    frame.path = path;
    frame.place = node ? node->key_place : open_.back().place;
    frame.is_list = true;
    frame.partial = sparse;
    open_.push_back(std::move(frame));
    if (!node || sparse) return {};
    return node->children.size();
}

void Reader::end_list() {
    const Frame frame = std::move(open_.back());
    open_.pop_back();
    if (!frame.partial) return;
    for (const Node& child : frame.node->children) {
        if (std::find(frame.names.begin(), frame.names.end(), child.key) != frame.names.end()) {
            continue;
        }
        log_.error(child.key_place, path_of(frame, child.key), no_such_item(frame.names.size()));
    }
}

void Reader::report_unknown(const Frame& frame) {
    if (!frame.node) return;
    for (const Node& child : frame.node->children) {
        if (std::find(frame.names.begin(), frame.names.end(), child.key) == frame.names.end()) {
            log_.error(child.key_place, path_of(frame, child.key), unknown(frame, child));
        }
    }
}

// Guesses at the whole path with other dots first, then at a sibling, then at the same name in
// another section. A file needs the key alone where it stands right, an override the whole path.
Complaint Reader::unknown(const Frame& frame, const Node& node) const {
    Complaint complaint{"unknown parameter"};
    std::vector<std::string> siblings = frame.names;
    if (frame.path.empty()) siblings.insert(siblings.end(), {"schema", "extends", "sources"});
    const bool dotted = node.key.find('.') != std::string::npos;
    if (!is_override(node) && dotted && find_parameter(tree_, path_of(frame, node.key))) {
        complaint.message += nested_hint(node.key);
        return complaint;
    }
    if (node.type == Node::Type::null && is_index(node.key)) {
        complaint.message += "; numbers have no separators between their digits";
        return complaint;
    }
    std::string tail = tail_of(node);
    if (!tail.empty()) {
        complaint.suggestion = respelt_path(tree_, path_of(frame, node.key) + tail);
        if (!complaint.suggestion.empty()) return complaint;
    }
    if (!is_override(node)) tail.clear();
    const std::string sibling = nearest(node.key, siblings);
    if (sibling.empty()) {
        complaint.suggestion = similar_path(tree_, path_of(frame, node.key) + tail);
    } else if (is_override(node)) {
        const std::string path = path_of(frame, sibling);
        complaint.suggestion = find_parameter(tree_, path + tail) ? path + tail : path;
    } else {
        complaint.suggestion = sibling;
    }
    return complaint;
}

ReadReport read_layers(Layers layers, const std::vector<std::string>& overrides,
                       const Parameter& tree, IssueLog& log,
                       const std::function<void(Visitor&)>& visit, Reader::MoreChecks more) {
    ReadReport report;
    for (const std::string& text : overrides) apply_override(text, layers.root, log);
    ReadProvenance provenance = read_provenance(layers, tree, log);
    Reader reader(layers, tree, log, std::move(more));
    visit(reader);
    report_idle(provenance.idle, log);
    static_cast<Provenance&>(report) = std::move(provenance);
    report.errors = log.errors();
    report.warnings = log.warnings();
    report.refused = log.refused();
    report.files = std::move(layers.files);
    return report;
}

}  // namespace models
