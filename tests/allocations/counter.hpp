// Counts what a program allocates. Linking counter.cpp replaces the global operators new and
// delete of the whole program, which is why these tests have an executable of their own and are
// left out under sanitizers, which bring operators too.
#pragma once

#include <cstdint>

namespace allocations {

// Calls of operator new since the start, of all threads.
std::int64_t count();

}  // namespace allocations
