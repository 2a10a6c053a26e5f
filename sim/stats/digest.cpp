#include "sim/stats/digest.hpp"

#include <fmt/format.h>
#include <stdexcept>

namespace sim {

namespace {

// Where the lanes of each level start: "column 1", "table  1" and "total  1" as bytes.
constexpr std::uint64_t kColumnLevel = 0x636F6C756D6E2031ULL;
constexpr std::uint64_t kTableLevel = 0x7461626C65202031ULL;
constexpr std::uint64_t kTotalLevel = 0x746F74616C202031ULL;

// Multiplications carry upwards, shifts bring the high bits down; two rounds make every bit of the
// result depend on every bit of x.
std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ (x >> 32)) * 0x9FB21C651E98DF25ULL;
    x = (x ^ (x >> 29)) * 0xD6E8FEB86659FD93ULL;
    return x ^ (x >> 32);
}

template <class Map>
std::vector<std::string> names_of(const Map& map) {
    std::vector<std::string> names;
    for (const auto& entry : map) names.push_back(entry.first);
    return names;
}

}  // namespace

std::string Hash128::hex() const {
    return fmt::format("{:016x}{:016x}", high, low);
}

Digest::Lanes::Lanes(std::uint64_t level) : a(level), b(~level) {}

void Digest::Lanes::absorb(std::string_view name) {
    absorb(std::uint64_t{name.size()});
    for (std::size_t at = 0; at < name.size(); at += 8) {
        std::uint64_t word = 0;
        const std::string_view bytes = name.substr(at, 8);
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
        }
        absorb(word);
    }
}

void Digest::Lanes::absorb(const Hash128& hash) {
    absorb(hash.high);
    absorb(hash.low);
}

Hash128 Digest::Lanes::finished() const {
    Lanes last = *this;
    last.absorb(words);
    const std::uint64_t high = mixed(last.a + last.b);
    const std::uint64_t low = mixed(last.b + high);
    return {high, low};
}

Digest::Column::Column() : lanes_(kColumnLevel) {}

Digest::Column& Digest::column(std::string_view table, std::string_view name) {
    auto in_table = tables_.find(table);
    if (in_table == tables_.end()) in_table = tables_.try_emplace(std::string(table)).first;
    Table& columns = in_table->second;
    auto found = columns.find(name);
    if (found == columns.end()) found = columns.try_emplace(std::string(name)).first;
    return found->second;
}

std::vector<std::string> Digest::tables() const {
    return names_of(tables_);
}

std::vector<std::string> Digest::columns(std::string_view table) const {
    return names_of(table_named(table));
}

Hash128 Digest::of_table(std::string_view table) const {
    return hash_of(table_named(table));
}

Hash128 Digest::of_column(std::string_view table, std::string_view name) const {
    const Table& columns = table_named(table);
    const auto found = columns.find(name);
    if (found == columns.end()) {
        throw std::out_of_range(fmt::format("digest: table '{}' has no column '{}'", table, name));
    }
    return found->second.hash();
}

Hash128 Digest::total() const {
    Lanes lanes(kTotalLevel);
    for (const auto& [name, table] : tables_) {
        lanes.absorb(name);
        lanes.absorb(hash_of(table));
    }
    return lanes.finished();
}

const Digest::Table& Digest::table_named(std::string_view table) const {
    const auto found = tables_.find(table);
    if (found == tables_.end()) {
        throw std::out_of_range(fmt::format("digest: there is no table '{}'", table));
    }
    return found->second;
}

Hash128 Digest::hash_of(const Table& table) {
    Lanes lanes(kTableLevel);
    for (const auto& [name, column] : table) {
        lanes.absorb(name);
        lanes.absorb(column.hash());
    }
    return lanes.finished();
}

}  // namespace sim
