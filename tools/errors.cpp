#include "tools/errors.hpp"

#include <algorithm>

namespace tools {

int most_serious(std::initializer_list<int> codes) {
    constexpr int kOrder[] = {1, 3, 4, 5, 2, 11, 10, 12};
    for (const int code : kOrder) {
        if (std::find(codes.begin(), codes.end(), code) != codes.end()) return code;
    }
    return kFine;
}

}  // namespace tools
