#include "tools/base/errors.hpp"

#include <algorithm>
#include <system_error>

namespace tools {

int most_serious(std::initializer_list<int> codes) {
    constexpr int kOrder[] = {1, 3, 4, 5, 2, 11, 10, 12};
    for (const int code : kOrder) {
        if (std::find(codes.begin(), codes.end(), code) != codes.end()) return code;
    }
    return kFine;
}

// std::strerror is not for several threads.
std::string system_message(int error) {
    return std::generic_category().message(error);
}

}  // namespace tools
