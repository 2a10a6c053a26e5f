#include <cmath>
#include <fmt/format.h>
#include <iterator>

#include "tools/base/text.hpp"
#include "tools/replications/experiment.hpp"
#include "tools/run/screen.hpp"

namespace tools {
namespace {

std::string cell(const std::optional<double>& x) {
    return x ? short_number(*x) : "-";
}

std::string percent(const std::optional<double>& x) {
    if (!x) return "-";
    return fmt::format("{:.{}f} %", 100 * *x, *x < 0.1 ? 2 : 1);
}

void metric_line(std::string& out, const Experiment& e, std::size_t i) {
    const Metric& m = metrics()[i];
    Estimate x = estimate(e, i);
    if (x.n == 0) return;
    std::string name(m.name);
    if (m.instant) {  // its median stands for it
        name += " (median)";
        x.mean = x.median;
        x.low = x.median_low;
        x.high = x.median_high;
    }
    fmt::format_to(std::back_inserter(out), "  {:<32} {:>10} {:>11} {:>9} {:>4}{}\n", name,
                   cell(x.mean), cell(x.half_width()), percent(x.relative_half_width()), x.n,
                   x.split ? fmt::format(" {:>5.0f} %", 100 * x.split->input_share) : "");
}

std::string outcome_of(const Precision& p, std::int64_t cap) {
    if (p.reached) return "reached";
    if (!p.lacking.empty()) return "not reached: " + p.lacking;
    return fmt::format("not reached before the cap of {} replications", cap);
}

void precision(std::string& out, const Experiment& e) {
    if (!e.precision) return;
    const Precision& p = *e.precision;
    out += '\n' + wrapped(fmt::format("precision of {:.4g} %, half-widths of {}: {}",
                                      100 * e.scenario.precision.relative, percent(p.wanted),
                                      outcome_of(p, e.scenario.precision.cap)),
                          kScreenWidth);
    out += fmt::format("\n  {:<32} {:>9} {:>9} {:>9} {:>4}\n", "metric", "mean", "+-", "relative",
                       "n");
    for (const Precision::Metric& m : p.metrics) {
        const bool known = m.n > 0;
        out += fmt::format(
            "  {:<32} {:>9} {:>9} {:>9} {:>4}  {}\n", m.name, known ? short_number(m.mean) : "-",
            m.n > 1 ? short_number(m.half_width) : "-", m.n > 1 ? percent(m.relative()) : "-", m.n,
            m.reached ? "reached" : "missed");
    }
}

}  // namespace

std::string end_screen(const Experiment& e) {
    const models::Scenario& s = e.scenario;
    std::string out = fmt::format("{}: {} replications (seed {}, scale 1/{})\n", s.name,
                                  e.complete(), s.seed, s.scale);
    if (e.uncertain()) {
        out += fmt::format("  {} uncertain input(s), drawn anew every {} replications\n",
                           s.uncertainty.size(), s.seeds_per_input);
    }
    for (const ReplicationRow& r : e.rows) {
        if (!r.complete()) {
            out += fmt::format("  replication {} failed (seed {})\n", r.replication, r.seed);
        }
    }
    out += fmt::format("\n  {:<32} {:>10} {:>11} {:>9} {:>4}{}\n", "metric", "mean",
                       fmt::format("+- {:.4g} %", 100 * s.precision.level), "relative", "n",
                       e.uncertain() ? "  inputs" : "");
    for (std::size_t i = 0; i < metrics().size(); ++i) metric_line(out, e, i);
    precision(out, e);
    out += thresholds_screen(e.context.thresholds);
    return out;
}

}  // namespace tools
