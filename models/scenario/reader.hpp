// A scenario file into the structs that describe it.
//
//     const auto reading = read_scenario<Scenario>("scenarios/smoke.yaml", {"platform.units=4"});
//     for (const Issue& issue : reading.errors) print(to_text(issue));
//
// One pass finds all errors: a text that is no YAML, unknown, duplicate and missing keys, values of
// the wrong type, unit or range, and what the structs' own checks find where the fields they look
// at were read without error.
//
// Beside the parameters a file has `schema: 1`, perhaps `extends: <file>`, and perhaps `sources`,
// which says where the values in this file come from (models/scenario/sources.hpp).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario/describe.hpp"
#include "models/scenario/issue.hpp"
#include "models/scenario/layers.hpp"
#include "models/scenario/parameter_tree.hpp"
#include "models/scenario/sources.hpp"

namespace models {

struct ReadReport : Provenance {
    std::vector<Issue> errors;  // sorted by file (the scenario, its parents, overrides), then line
    std::vector<Issue> warnings;     // likewise; they forbid nothing
    bool refused = false;            // some error is the operating system's, not the content's
    std::vector<std::string> files;  // read, the scenario first

    bool ok() const { return errors.empty(); }
};

template <class Root>
struct Reading : ReadReport {
    Root scenario;  // meaningful only where ok()
};

// A text that is read as if it stood in a file of that name: `extends` and paths are relative to
// it.
struct ScenarioText {
    std::string name;
    std::string text;
};

// The visitor that fills structs from the layers.
class Reader final : public Visitor {
  public:
    using MoreChecks = std::function<void(Checker&)>;

    // `tree` describes what will be visited; it serves the suggestions. `more` follows the check of
    // the root, and names fields as that does.
    Reader(const Layers& layers, const Parameter& tree, IssueLog& log, MoreChecks more);

  private:
    struct Frame {
        const Node* node = nullptr;  // null where the file says nothing
        std::string path;            // empty for the root
        Place place;                 // of the section's key, or of the nearest that is written
        bool is_list = false;
        bool partial = false;  // overrides of single fields of a default list: none is required
        std::vector<std::string> names = {};  // described so far
        std::size_t errors = 0;               // when it was entered
    };
    class PlacedChecker;

    void scalar(std::string_view name, const Scalar& value, const Info& info) override;
    bool enter(std::string_view name, const Info& info) override;
    void leave(const std::function<void(Checker&)>& check) override;
    std::optional<std::size_t> begin_list(std::string_view name, std::size_t size,
                                          const Info& info) override;
    void end_list() override;

    const Node* next(std::string_view name, const Info& info, std::string_view expected);
    void read_path(const Node& node, const std::string& path, std::string& value);
    void report_unknown(const Frame& frame);
    Complaint unknown(const Frame& frame, const Node& node) const;
    std::string path_of(const Frame& frame, std::string_view name) const;
    Place place_of(const Frame& frame, std::string_view field) const;

    const Parameter& tree_;
    IssueLog& log_;
    MoreChecks more_;
    bool complete_;
    Origin origin_;
    std::vector<Frame> open_;
};

// The part that knows no Root: `visit` shows the reader the value to be filled.
ReadReport read_layers(Layers layers, const std::vector<std::string>& overrides,
                       const Parameter& tree, IssueLog& log,
                       const std::function<void(Visitor&)>& visit, Reader::MoreChecks more);

// What a caller knows beyond the models, such as the names of metrics.
template <class Root>
using CheckMore = std::function<void(const Root&, Checker&)>;

template <class Root>
Reading<Root> read_layers(Layers layers, const std::vector<std::string>& overrides, IssueLog& log,
                          const CheckMore<Root>& more = {}) {
    Reading<Root> reading;
    static_cast<ReadReport&>(reading) = read_layers(
        std::move(layers), overrides, parameter_tree<Root>(), log,
        [&](Visitor& visitor) { visitor.fields(reading.scenario); },
        [&](Checker& checker) {
            if (more) more(reading.scenario, checker);
        });
    return reading;
}

template <class Root>
Reading<Root> read_scenario(const std::string& file, const std::vector<std::string>& overrides = {},
                            const CheckMore<Root>& more = {}) {
    IssueLog log;
    return read_layers<Root>(load_file(file, log), overrides, log, more);
}

template <class Root>
Reading<Root> read_scenario(const ScenarioText& text,
                            const std::vector<std::string>& overrides = {}) {
    IssueLog log;
    return read_layers<Root>(load_text(text.name, text.text, log), overrides, log);
}

}  // namespace models
