// singlesday-fluid: the day of 11.11 as a fluid, beside the published one.
#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "tools/base/errors.hpp"
#include "tools/fluid/page_record.hpp"
#include "tools/fluid/report.hpp"
#include "tools/fluid/shape.hpp"

using namespace tools::fluid;

int main(int argc, char** argv) {
    CLI::App app{"The day of 11.11 as a fluid, beside the published one."};
    std::string path = "scenarios/published.yaml";
    int year = 2019;
    bool fit = false;
    bool payments = false;
    bool csv = false;
    app.add_option("--record", path, "The published record")->capture_default_str();
    auto* modes = app.add_option_group("mode", "Without one: the table of milestones");
    modes->add_flag("--calibrate", fit,
                    "Fit the shape anew, and say how well it is known; minutes");
    modes->add_flag("--payments", payments,
                    "Payment capacities of 2019 that the record allows; minutes");
    modes->add_flag("--csv", csv, "Write the curve of a year, a row a second");
    modes->require_option(0, 1);
    app.add_option("--year", year, "Year of --csv")
        ->check(CLI::IsMember({2016, 2017, 2018, 2019}))
        ->capture_default_str();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? tools::kFine : tools::kBadInput;
    }
    try {
        const PageRecord record = page_record(tools::read_record(path), {2019, 2018, 2017, 2016});
        if (fit)
            print_calibration(record);
        else if (payments)
            print_payments(record);
        else if (csv)
            print_csv(kCalibrated, record.of(year));
        else
            print_page(kCalibrated, record);
    } catch (const tools::IoError& e) {
        fmt::print(stderr, "singlesday-fluid: {}\n", e.what());
        return tools::kRefused;
    } catch (const tools::InputError& e) {
        fmt::print(stderr, "singlesday-fluid: {}\n", e.what());
        return tools::kBadInput;
    }
    return tools::kFine;
}
