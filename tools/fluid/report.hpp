// What singlesday-fluid prints, to standard output and 80 columns wide.
#pragma once

#include "tools/fluid/page_record.hpp"
#include "tools/fluid/shape.hpp"

namespace tools::fluid {

// Each requires the records of kScoredYears; print_page takes any more that the record holds.

// Every published figure beside the fluid's, the errors, and whether each target holds.
void print_page(const Shape& shape, const PageRecord& record);

// The shape fitted anew from kCalibrated, how well each parameter is known, each year predicted
// from the others, and what other assumptions would cost.
void print_calibration(const PageRecord& record);

// Payment capacities of 2019 that the record allows.
void print_payments(const PageRecord& record);

// CSV: a row a second, rates of the second that ends at elapsed_s, GMV up to there.
void print_csv(const Shape& shape, const YearRecord& year);

}  // namespace tools::fluid
