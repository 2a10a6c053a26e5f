// Under the address sanitizer g++ 12 takes a local of its own <regex>, which Catch uses, for
// uninitialized (GCC bug 105616).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
