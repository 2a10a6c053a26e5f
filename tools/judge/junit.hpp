// JUnit's XML in the form that GitLab, GitHub's reporters and Jenkins all read: testsuites,
// testsuite, testcase with failure, skipped or error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tools {

struct JunitCase {
    enum class Result { passed, failed, skipped, error };

    std::string class_name, name;
    Result result = Result::passed;
    std::string message;             // one line; of a failure, of what was skipped, of an error
    std::string text;                // of a failure: more of it
    std::string type = "regressed";  // of a failure
};

std::string junit_xml(const std::string& suite, const std::vector<JunitCase>& cases);

// For text and attributes. Characters that XML 1.0 does not have become '?'.
std::string xml_escaped(std::string_view text);

}  // namespace tools
