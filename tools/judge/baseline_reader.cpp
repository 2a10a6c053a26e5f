#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "models/scenario/issue.hpp"
#include "models/scenario/suggest.hpp"
#include "models/scenario/units.hpp"
#include "models/scenario/yaml.hpp"

#include "tools/base/errors.hpp"
#include "tools/base/files.hpp"
#include "tools/judge/baseline.hpp"
#include "tools/run/metric_names.hpp"

namespace tools {
namespace {

using models::Node;

// Takes a baseline out of its tree, and logs all that is wrong with it.
class BaselineReader {
  public:
    explicit BaselineReader(models::IssueLog& log) : log_(log) {}

    Baseline read(const Node& root) {
        Baseline b;
        check_keys(
            root, "",
            {"schema", "scenario", "scenario_hash", "seed", "scale", "digest", "made_by", "exact",
             "level", "replications", "metrics", "columns", "samples", "parameters"});
        if (integer(root, "", "schema") != 1) {
            if (const Node* node = root.find("schema")) {
                log_.error(node->place, "schema", {"this version reads schema 1"});
            }
        }
        b.scenario = text(root, "scenario");
        b.scenario_hash = text(root, "scenario_hash");
        b.digest = text(root, "digest");
        if (root.find("made_by")) b.made_by = text(root, "made_by");
        b.seed = integer(root, "", "seed");
        b.scale = parsed(root, "", "scale", models::parse_scale, std::int64_t{1});
        if (root.find("exact")) b.exact = parsed(root, "", "exact", models::parse_boolean, true);
        if (root.find("level")) b.level = parsed(root, "", "level", models::parse_fraction, 0.95);
        if (!(b.level > 0 && b.level < 1)) {
            log_.error(root.find("level")->place, "level", {"must lie between 0 and 1"});
        }
        if (const Node* node = root.find("replications")) {
            b.replications = integer(root, "", "replications");
            if (b.replications < 2) {
                log_.error(node->place, "replications", {"must be 2 or more, or left out"});
            }
        }
        if (const Node* node = section(root, "metrics")) read_metrics(*node, b);
        if (root.find("columns")) {
            if (const Node* node = section(root, "columns")) read_columns(*node, b);
        }
        require_judgement(root, b);
        if (root.find("samples")) {
            if (const Node* node = section(root, "samples")) read_samples(*node, b);
        }
        if (root.find("parameters")) {
            if (const Node* node = section(root, "parameters")) read_parameters(*node, b);
        }
        return b;
    }

  private:
    // What is wrong with metrics has been said.
    void require_judgement(const Node& root, const Baseline& b) {
        const Node* metrics = root.find("metrics");
        if (!metrics || !metrics->children.empty() || (b.exact && !b.columns.empty())) return;
        log_.error(metrics->key_place, "metrics",
                   {"judges nothing: there are neither metrics nor columns that are exact"});
    }

    void read_metrics(const Node& node, Baseline& b) {
        for (const Node& child : node.children) {
            const std::string path = "metrics." + child.key;
            if (auto complaint = metric_complaint(child.key, 1 / static_cast<double>(b.scale))) {
                log_.error(child.key_place, path, std::move(*complaint));
            } else if (child.type != Node::Type::map) {
                log_.error(child.place, path, {"expected {value: ...} or {mean: ...}"});
            } else {
                b.metrics.push_back(read_metric(child, path));
            }
        }
        for (std::size_t i = 1; i < b.metrics.size(); ++i) {
            if (b.metrics[i].half_width.has_value() == b.replicated()) continue;
            log_.error(node.find(b.metrics[i].name)->key_place, "metrics." + b.metrics[i].name,
                       {"all metrics have a value, or all have mean, half_width and n"});
        }
    }

    BaselineMetric read_metric(const Node& node, const std::string& path) {
        BaselineMetric m;
        m.name = node.key;
        if (node.find("mean")) {
            check_keys(node, path, {"mean", "half_width", "n", "tolerance"});
            m.value = number(node, path, "mean");
            m.half_width = number(node, path, "half_width");
            m.n = integer(node, path, "n");
            const bool well = m.n >= 2 && *m.half_width >= 0;
            if (!well && node.find("n") && node.find("half_width")) {
                log_.error(node.find("n")->place, path,
                           {"needs n of at least 2 and half_width of at least 0"});
            }
        } else {
            check_keys(node, path, {"value", "tolerance"});
            m.value = number(node, path, "value");
        }
        if (const Node* t = node.find("tolerance")) {
            const auto tolerance = parse_tolerance(t->text);
            if (tolerance) m.tolerance = *tolerance;
            if (!tolerance) {
                log_.error(t->place, path + ".tolerance",
                           {fmt::format("'{}' is no tolerance such as 0.5 % or 12", t->text)});
            }
        }
        return m;
    }

    void read_columns(const Node& node, Baseline& b) {
        const auto is_digest = [](const Node& n) {
            return n.type == Node::Type::scalar && !n.text.empty() && n.text.size() <= 32 &&
                   n.text.find_first_not_of("0123456789abcdef") == std::string::npos;
        };
        for (const Node& table : node.children) {
            const std::string path = "columns." + table.key;
            if (table.type != Node::Type::map) {
                log_.error(table.place, path, {"expected columns and their digests"});
            }
            for (const Node& column : table.children) {
                if (!is_digest(column)) {
                    log_.error(column.place, join(path, column.key),
                               {"is no digest, which has up to 32 hexadecimal digits"});
                }
                b.columns[table.key][column.key] = column.text;
            }
        }
    }

    // Only of metrics that the baseline names: whose line is deleted may leave its sample.
    void read_samples(const Node& node, Baseline& b) {
        for (const Node& child : node.children) {
            const std::string path = "samples." + child.key;
            if (child.type != Node::Type::list) {
                log_.error(child.place, path, {"expected a list of numbers"});
                continue;
            }
            std::vector<double> sample;
            for (std::size_t i = 0; i < child.children.size(); ++i) {
                sample.push_back(number(child.children[i], path + "." + std::to_string(i)));
            }
            const auto metric =
                std::find_if(b.metrics.begin(), b.metrics.end(),
                             [&](const BaselineMetric& m) { return m.name == child.key; });
            if (metric == b.metrics.end()) continue;
            if (static_cast<std::int64_t>(sample.size()) != metric->n) {
                log_.error(child.place, path,
                           {fmt::format("has {} values, and the metric n = {}", sample.size(),
                                        metric->n)});
            }
            metric->sample = std::move(sample);
        }
    }

    void read_parameters(const Node& node, Baseline& b) {
        for (const Node& child : node.children) {
            if (child.type != Node::Type::scalar) {
                log_.error(child.place, join("parameters", child.key), {"expected one value"});
            }
            b.parameters.emplace_back(child.key, child.text);
        }
    }

    const Node* find(const Node& map, const std::string& path, const char* name) {
        const Node* node = map.find(name);
        if (!node) log_.error(map.key_place, join(path, name), {"missing"});
        return node;
    }

    const Node* section(const Node& root, const char* name) {
        const Node* node = find(root, "", name);
        if (!node || node->type == Node::Type::map) return node;
        log_.error(node->place, name, {"expected a section"});
        return nullptr;
    }

    std::string text(const Node& root, const char* name) {
        const Node* node = find(root, "", name);
        return node ? node->text : "";
    }

    template <class T, class Parse>
    T parsed(const Node& map, const std::string& path, const char* name, Parse parse, T otherwise) {
        const Node* node = find(map, path, name);
        if (!node) return otherwise;
        const auto result = parse(node->text);
        if (result) return result.value;
        log_.error(node->place, join(path, name), *result.complaint);
        return otherwise;
    }

    std::int64_t integer(const Node& map, const std::string& path, const char* name) {
        return parsed(map, path, name, models::parse_integer, std::int64_t{0});
    }

    double number(const Node& map, const std::string& path, const char* name) {
        const Node* node = find(map, path, name);
        return node ? number(*node, join(path, name)) : 0;
    }

    // As std::to_chars prints it, which the scenarios' notation of numbers need not take.
    double number(const Node& node, const std::string& path) {
        double value = 0;
        const char* end = node.text.data() + node.text.size();
        const auto [at, error] = std::from_chars(node.text.data(), end, value);
        if (error != std::errc{} || at != end || !std::isfinite(value)) {
            log_.error(node.place, path, {fmt::format("'{}' is not a number", node.text)});
        }
        return value;
    }

    void check_keys(const Node& map, const std::string& path,
                    const std::vector<std::string>& known) {
        for (const Node& child : map.children) {
            if (std::find(known.begin(), known.end(), child.key) != known.end()) continue;
            log_.error(child.key_place, join(path, child.key),
                       {"unknown key", models::nearest(child.key, known)});
        }
    }

    static std::string join(const std::string& path, const std::string& name) {
        return path.empty() ? name : path + "." + name;
    }

    models::IssueLog& log_;
};

}  // namespace

Baseline read_baseline(const std::filesystem::path& file) {
    const std::string text = read_file(file);
    models::IssueLog log;
    auto root = models::parse_yaml(text, log.add_file(file.string()), log);
    Baseline baseline;
    if (root && root->type == Node::Type::map) {
        baseline = BaselineReader(log).read(*root);
    } else if (root) {
        log.error({0, 1, 1}, "", {"is no baseline; singlesday bless writes one"});
    }
    std::string errors;
    for (const models::Issue& issue : log.errors()) {
        errors += (errors.empty() ? "" : "\n") + to_text(issue);
    }
    if (!errors.empty()) throw InputError(errors);
    return baseline;
}

}  // namespace tools
