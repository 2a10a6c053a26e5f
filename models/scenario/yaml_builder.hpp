// The events of the YAML parser to a tree of nodes with places.
//
// Knows what parse_yaml() forbids in what YAML would allow, and throws YamlStop where reading on
// makes no sense.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include <yaml-cpp/eventhandler.h>

#include "models/scenario/issue.hpp"
#include "models/scenario/lines.hpp"
#include "models/scenario/node.hpp"
#include "models/scenario/quotes.hpp"

namespace models {

// Thrown out of the parser where reading on makes no sense.
struct YamlStop {
    Place place;
    std::string message;
};

// Of a mark, which counts lines and bytes from 0; some of those of errors are -1 instead.
Place place_of_mark(Lines& lines, const YAML::Mark& mark);
std::size_t offset_of_mark(const Lines& lines, const YAML::Mark& mark);

// Throws YamlStop where there is a quote that was forgotten to be closed.
void refuse_open_quote(Lines& lines, const std::optional<OpenQuote>& open);

class YamlBuilder final : public YAML::EventHandler {
  public:
    YamlBuilder(Lines& lines, IssueLog& log) : lines_(lines), log_(log) {}

    Node take_root() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { close(); }

  private:
    Place at(const YAML::Mark& mark) { return place_of_mark(lines_, mark); }

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

    bool expects_key() const;
    std::optional<std::size_t> column() const;  // as of Open, of the innermost one
    void leaf(Node node, const YAML::Mark& mark, YAML::anchor_t anchor);
    // Takes the node as a key if it is the turn of one.
    bool add_key(const Node& node);
    void count(std::size_t values, const YAML::Mark& mark);
    [[noreturn]] void too_deep(const YAML::Mark& mark);
    void refuse_tag(const YAML::Mark& mark, const std::string& tag);
    void open(Node::Type type, const YAML::Mark& mark, const std::string& tag,
              YAML::anchor_t anchor, YAML::EmitterStyle::value style);
    void close();
    void complete(Node node, YAML::anchor_t anchor);
    void add_child(Open& parent, Node node);
    // Of the innermost open value, with a dot behind it.
    std::string path() const;

    Lines& lines_;
    IssueLog& log_;
    Node root_;
    std::vector<Open> open_;
    std::map<YAML::anchor_t, Node> anchors_;
    std::size_t values_ = 0;
    int documents_ = 0;
};

}  // namespace models
