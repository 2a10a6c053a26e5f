// What the program was built from.
#pragma once

namespace tools {

extern const char* const kVersion;
extern const char* const kCommit;  // of the sources; with a hash of what was changed since, if any
extern const char* const kCompiler;
extern const char* const kBoost;

}  // namespace tools
