#include "tools/benchmarks/event_trace.hpp"

#include <fstream>
#include <stdexcept>

namespace tools {

void write_trace(const std::string& file, const EventTrace& trace) {
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(trace.data()),
              static_cast<std::streamsize>(trace.size() * sizeof(sim::Event)));
    out.flush();
    if (!out) throw std::runtime_error(file + ": cannot be written");
}

EventTrace read_trace(const std::string& file) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    if (!in) throw std::runtime_error(file + ": cannot be read");
    const auto bytes = static_cast<std::size_t>(in.tellg());
    EventTrace trace(bytes / sizeof(sim::Event));
    in.seekg(0);
    in.read(reinterpret_cast<char*>(trace.data()), static_cast<std::streamsize>(bytes));
    if (!in || bytes % sizeof(sim::Event) != 0) throw std::runtime_error(file + ": is no trace");
    return trace;
}

}  // namespace tools
