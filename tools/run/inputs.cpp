#include "tools/run/inputs.hpp"

#include "sim/stats/digest.hpp"

#include "models/scenario/dump.hpp"

#include "tools/base/files.hpp"

namespace tools {
namespace {

void add_text(sim::Digest::Column& column, const std::string& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        column.add(static_cast<std::int64_t>(i), static_cast<unsigned char>(text[i]));
    }
}

}  // namespace

std::string text_digest(const std::string& text) {
    sim::Digest digest;
    add_text(digest.column("text", "bytes"), text);
    return digest.hex();
}

Inputs inputs_of(const models::Scenario& scenario) {
    Inputs inputs;
    models::Scenario here = scenario;
    sim::Digest digest;
    if (!here.record.empty()) {
        inputs.record = read_file(here.record);
        here.record = Inputs::kRecordFile;
        add_text(digest.column("record", "bytes"), inputs.record);
    }
    models::dump_resolved(inputs.scenario, here);
    add_text(digest.column("scenario", "bytes"), inputs.scenario);
    inputs.hash = digest.hex();
    models::dump_sources(inputs.scenario, scenario.sources);
    return inputs;
}

}  // namespace tools
