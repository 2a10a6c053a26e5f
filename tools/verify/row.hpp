// A row of the page: a figure of theory beside what the engine's own parts give.
//
// A row is accepted by one of three rules. A mean lies within 4.5 standard errors of what theory
// says (about one false alarm in 100,000 rows) and its standard error is at most 1 % of that, so
// that a wrong model cannot hide in noise. A score is a standard normal deviate if the law holds.
// A number leaves nothing to chance and has a stated tolerance.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tools::verify {

inline constexpr double kStandardErrors = 4.5;
inline constexpr double kLargestError = 0.01;  // of the expected value

struct Estimate {
    double value = 0;
    double error = 0;  // standard error of value
};

enum class Rule { mean, score, number };

enum class Verdict { holds, fails, too_noisy };

struct Row {
    std::string what;  // with its unit, if it has one
    Rule rule = Rule::mean;
    double expected = 0;
    double measured = 0;
    double error = 0;  // a mean's or score's standard error, a number's tolerance

    // (measured - expected) in standard errors; 0 for a number.
    double off() const;
    Verdict verdict() const;
};

// What an experiment writes its rows to.
class Rows {
  public:
    void mean(std::string what, double expected, Estimate measured) {
        rows_.push_back({std::move(what), Rule::mean, expected, measured.value, measured.error});
    }
    void score(std::string what, double deviate) {
        rows_.push_back({std::move(what), Rule::score, 0, deviate, 1});
    }
    void number(std::string what, double expected, double measured, double tolerance = 0) {
        rows_.push_back({std::move(what), Rule::number, expected, measured, tolerance});
    }

    std::vector<Row> take() { return std::move(rows_); }

  private:
    std::vector<Row> rows_;
};

}  // namespace tools::verify
