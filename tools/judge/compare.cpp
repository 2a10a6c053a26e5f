#include "tools/judge/compare.hpp"

#include <algorithm>
#include <cmath>

#include "sim/experiment/multiplicity.hpp"

#include "models/scenario/suggest.hpp"

#include "tools/base/errors.hpp"
#include "tools/judge/samples.hpp"

namespace tools {
namespace {

using Sample = std::vector<double>;

[[noreturn]] void refuse(const std::string& base, const std::string& changed,
                         const std::string& why) {
    throw InputError("cannot compare " + base + " with " + changed + ": " + why);
}

// What only runs that were made can have.
void require_made(const RunRecord& base, const RunRecord& changed, bool allow_partial) {
    const std::string before = base.path.string(), after = changed.path.string();
    if (base.schema != changed.schema) {
        refuse(before, after,
               "their summaries have schema " + std::to_string(base.schema) + " and " +
                   std::to_string(changed.schema));
    }
    for (const RunRecord* run : {&base, &changed}) {
        if (run->status != "complete" && !allow_partial) {
            refuse(before, after,
                   run->path.string() + " is " + run->status + "; --allow-partial takes it anyway");
        }
    }
}

std::string says(const Comparand& run) {
    if (run.replications == 1) return run.name + " is a single run";
    if (run.replications == 0) return run.name + " is replicated until it is precise";
    return run.name + " has " + std::to_string(run.replications) + " replications";
}

Comparand comparand(const RunRecord& run) {
    return {run.path.string(), run.scenario_text, static_cast<std::int64_t>(run.rows.size())};
}

bool same_replication(const RunRecord::Row& a, const RunRecord::Row& b) {
    return a.replication == b.replication && a.seed == b.seed && a.inputs == b.inputs;
}

using Pairs = std::vector<std::pair<const RunRecord::Row*, const RunRecord::Row*>>;

// Replications that both have, in order; empty unless there are any.
Pairs pairs_of(const RunRecord& base, const RunRecord& changed) {
    Pairs pairs;
    for (const RunRecord::Row& a : base.rows) {
        for (const RunRecord::Row& b : changed.rows) {
            if (same_replication(a, b)) pairs.emplace_back(&a, &b);
        }
    }
    return pairs;
}

// Independent values among them.
std::size_t draws_among(const Pairs& pairs) {
    std::size_t draws = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        draws += i == 0 || pairs[i].first->inputs != pairs[i - 1].first->inputs;
    }
    return draws;
}

bool share_seeds(const RunRecord& base, const RunRecord& changed) {
    return std::any_of(base.rows.begin(), base.rows.end(), [&](const RunRecord::Row& a) {
        return std::any_of(changed.rows.begin(), changed.rows.end(),
                           [&](const RunRecord::Row& b) { return a.seed == b.seed; });
    });
}

std::optional<double> value(const RunRecord::Row& row, std::string_view metric) {
    const auto at = row.metrics.find(std::string(metric));
    return at == row.metrics.end() ? std::nullopt : at->second;
}

double mean(const Sample& sample) {
    sim::Moments moments;
    for (const double x : sample) moments.add(x);
    return moments.mean();
}

// All there are, if none is named.
std::vector<const Metric*> chosen(const std::vector<std::string>& named) {
    std::vector<const Metric*> list;
    if (named.empty()) {
        for (const Metric& m : metrics()) list.push_back(&m);
    }
    for (const std::string& name : named) {
        const Metric* m = find_metric(name);
        if (m == nullptr) {
            std::vector<std::string> names;
            for (const Metric& known : metrics()) names.emplace_back(known.name);
            const std::string near = models::nearest(name, names);
            throw InputError("--metric " + name + ": no such metric" +
                             (near.empty() ? "" : "; did you mean " + near + "?"));
        }
        // A metric that is named twice is still one hypothesis.
        if (std::find(list.begin(), list.end(), m) == list.end()) list.push_back(m);
    }
    return list;
}

// A base of 0 has no relative margin.
void judge_together(std::vector<MetricComparison>& metrics, const CompareOptions& options) {
    std::vector<double> differences, equivalences;
    for (MetricComparison& m : metrics) {
        if (!m.test) continue;
        differences.push_back(m.test->p);
        if (!options.equivalent || m.base_mean == 0) continue;
        m.equivalence_p = sim::equivalence_p(*m.test, *options.equivalent * std::abs(m.base_mean));
        equivalences.push_back(*m.equivalence_p);
    }
    differences = sim::holm_adjusted(differences);
    equivalences = sim::holm_adjusted(equivalences);
    auto difference = differences.begin(), equivalence = equivalences.begin();
    for (MetricComparison& m : metrics) {
        if (!m.test) continue;
        m.adjusted_p = *difference++;
        if (m.equivalence_p) m.adjusted_equivalence_p = *equivalence++;
        m.verdict = sim::judge(*m.test, {m.adjusted_p, m.adjusted_equivalence_p},
                               {m.metric->good, 1 - options.level});
    }
}

}  // namespace

void require_comparable(const Comparand& base, const Comparand& changed) {
    for (const ParameterChange& p : parameter_changes(base.scenario_text, changed.scenario_text)) {
        if (p.path == "scale") {
            refuse(base.name, changed.name,
                   "their scales are " + p.base + " and " + p.changed +
                       ", and chance and queues differ with the scale");
        }
        if (p.path == "origin" || p.path == "headline.from" || p.path == "headline.until") {
            refuse(base.name, changed.name,
                   p.path + " is " + p.base + " and " + p.changed +
                       ", so their totals count different times");
        }
    }
    // The mean of a single run has the spread of one draw, and nothing tells that of the other's
    // from chance.
    if ((base.replications == 1) == (changed.replications == 1)) return;
    refuse(
        base.name, changed.name,
        says(base) + " and " + says(changed) + "; --replications makes as many of a scenario file");
}

void require_metrics(const std::vector<std::string>& names) {
    chosen(names);
}

RunComparison compare(const RunRecord& base, const RunRecord& changed,
                      const CompareOptions& options) {
    RunComparison result;
    result.parameters = parameter_changes(base.scenario_text, changed.scenario_text);
    if (!base.record.empty() && !changed.record.empty() && base.record != changed.record) {
        result.parameters.push_back(
            {"content of the record", base.record.substr(0, 8), changed.record.substr(0, 8)});
    }
    result.base_made_by = base.made_by;
    result.changed_made_by = changed.made_by;
    require_made(base, changed, options.allow_partial);
    require_comparable(comparand(base), comparand(changed));
    const auto pairs = pairs_of(base, changed);
    result.paired = pairs.size() >= 2;
    result.base_size = result.paired ? pairs.size() : base.rows.size();
    result.changed_size = result.paired ? pairs.size() : changed.rows.size();
    result.base_draws = result.paired ? draws_among(pairs) : draws_of(base);
    result.changed_draws = result.paired ? result.base_draws : draws_of(changed);
    result.shared_seeds = share_seeds(base, changed);
    for (const Metric* metric : chosen(options.metrics)) {
        Sample a, b;
        std::vector<std::int64_t> inputs_a, inputs_b;
        const auto take = [&](const RunRecord::Row& row, Sample& sample,
                              std::vector<std::int64_t>& inputs) {
            if (const auto x = value(row, metric->name)) {
                sample.push_back(*x);
                inputs.push_back(row.inputs);
            }
        };
        if (result.paired) {
            for (const auto& [row, other] : pairs) {
                take(*row, a, inputs_a);
                take(*other, b, inputs_b);
            }
        } else {
            for (const RunRecord::Row& row : base.rows) take(row, a, inputs_a);
            for (const RunRecord::Row& row : changed.rows) take(row, b, inputs_b);
        }
        if (a.empty() && b.empty()) {
            result.missing.emplace_back(metric->name);
            continue;
        }
        if (a.size() < result.base_size || b.size() < result.changed_size) {
            const auto whole = [](const Sample& sample, std::size_t size) {
                return sample.size() == size ? std::optional(mean(sample)) : std::nullopt;
            };
            result.partly.push_back({metric, a.size(), b.size(), whole(a, result.base_size),
                                     whole(b, result.changed_size)});
            continue;
        }
        a = group_means(a, inputs_a);
        b = group_means(b, inputs_b);
        MetricComparison m{metric, mean(a), mean(b), {}, 1, {}, {}, {}};
        if (a.size() >= 2 && b.size() >= 2) {
            m.test = result.paired ? sim::compare_paired(a, b, options.level)
                                   : sim::compare_independent(a, b, options.level);
        }
        result.metrics.push_back(m);
    }
    judge_together(result.metrics, options);
    return result;
}

std::size_t RunComparison::tested() const {
    return static_cast<std::size_t>(
        std::count_if(metrics.begin(), metrics.end(),
                      [](const MetricComparison& m) { return m.test.has_value(); }));
}

const char* name_of(sim::Verdict verdict) {
    switch (verdict) {
        case sim::Verdict::better:
            return "better";
        case sim::Verdict::worse:
            return "worse";
        case sim::Verdict::different:
            return "different";
        case sim::Verdict::equivalent:
            return "equivalent";
        case sim::Verdict::no_evidence:
            return "no evidence";
    }
    return "";
}

}  // namespace tools
