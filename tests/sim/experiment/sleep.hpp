// Hours of sleep gained by two drugs, of A. R. Cushny and A. R. Peebles (1905): the example of
// Gosset's paper (Student 1908). R has the data as `sleep`, and its results stand beside the tests.
#pragma once

#include <vector>

inline const std::vector<double> kFirst{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
inline const std::vector<double> kSecond{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
