#include "tools/judge/junit.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "tools/judge/check.hpp"

namespace tools {
namespace {

std::ptrdiff_t count(const std::vector<JunitCase>& cases, JunitCase::Result result) {
    return std::count_if(cases.begin(), cases.end(),
                         [&](const JunitCase& c) { return c.result == result; });
}

}  // namespace

std::string xml_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else if (c == '"') {
            out += "&quot;";
        } else if (c == '\'') {
            out += "&apos;";
        } else if (c == '\n' || c == '\t' || c == '\r') {
            out += fmt::format("&#{};", static_cast<int>(byte));  // attributes would lose them
        } else {
            out += byte < 0x20 ? '?' : c;
        }
    }
    return out;
}

std::string junit_xml(const std::string& suite, const std::vector<JunitCase>& cases) {
    using Result = JunitCase::Result;
    const std::string counts =
        fmt::format("name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\"", xml_escaped(suite),
                    cases.size(), count(cases, Result::failed), count(cases, Result::error));
    // The schema of Jenkins' xUnit plugin has `skipped` of suites only.
    std::string out = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {0} time=\"0\">\n"
        "  <testsuite {0} skipped=\"{1}\" time=\"0\">\n",
        counts, count(cases, Result::skipped));
    const auto to = std::back_inserter(out);
    for (const JunitCase& c : cases) {
        fmt::format_to(to, "    <testcase classname=\"{}\" name=\"{}\" time=\"0\"",
                       xml_escaped(c.class_name), xml_escaped(c.name));
        if (c.result == Result::passed) {
            out += "/>\n";
        } else if (c.result == Result::skipped) {
            fmt::format_to(to, "><skipped message=\"{}\"/></testcase>\n", xml_escaped(c.message));
        } else if (c.result == Result::error) {
            fmt::format_to(to, "><error type=\"refused\" message=\"{}\"/></testcase>\n",
                           xml_escaped(c.message));
        } else {
            fmt::format_to(to, "><failure type=\"{}\" message=\"{}\">{}</failure></testcase>\n",
                           xml_escaped(c.type), xml_escaped(c.message), xml_escaped(c.text));
        }
    }
    return out + "  </testsuite>\n</testsuites>\n";
}

std::string check_junit(const Check& check, const Baseline& baseline) {
    using Result = JunitCase::Result;
    std::vector<JunitCase> cases;
    // GitLab knows a case by class and name, whatever file it comes from; to Jenkins what stands
    // before the last point is the package.
    const auto class_of = [&](const char* what) {
        return fmt::format("singlesday.{}.{}", baseline.scenario, what);
    };
    for (const MetricCheck& m : check.metrics) {
        JunitCase c{class_of("metrics"), m.name, Result::passed, {}, {}};
        if (m.outcome == Outcome::regressed) {
            c.result = Result::failed;
            c.message = "regressed: " + m.reason;
            c.text = fmt::format("baseline {}, run {}", m.baseline,
                                 m.run ? fmt::format("{}", *m.run) : "has no value");
        }
        cases.push_back(c);
    }
    for (const TableCheck& t : check.tables) {
        JunitCase c{class_of("columns"), t.name, Result::passed, {}, {}};
        if (!t.changed.empty()) {
            c.result = check.exact ? Result::failed : Result::skipped;
            c.message = fmt::format("{} of {} columns differ{}", t.changed.size(), t.columns,
                                    check.exact ? "" : "; the baseline does not hold them exact");
            c.text = fmt::format("{}", fmt::join(t.changed, " "));
        }
        cases.push_back(c);
    }
    for (const std::string& name : check.unjudged) {
        cases.push_back({class_of("metrics"), name, Result::skipped, "not in the baseline", {}});
    }
    for (const RunRecord::Threshold& t : check.thresholds) {
        const auto result = t.passed ? Result::passed : Result::failed;
        cases.push_back({class_of("thresholds"), t.limit, result, t.reason, {}, "missed"});
    }
    return junit_xml("singlesday check " + baseline.scenario, cases);
}

}  // namespace tools
