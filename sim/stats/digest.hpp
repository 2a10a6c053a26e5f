// A digest: 128 bits that tell whether two runs produced the same numbers.
//
// It covers canonical integer rows (table, column, key, value), where the key is a bin, an item or
// a bucket. Every column has a digest of its own; a table's combines its columns sorted by name,
// the total combines the tables sorted by name. So it does not matter in which order columns and
// tables are filled, a new column changes its own table's digest and the total only, and comparing
// the columns that two runs share is possible. Inside a column the order of rows counts.
//
// Construction (format 1; changing it changes every baseline). Two lanes of 64 bits absorb words w:
//
//     a <- rotl((a xor w) * kA, 32)        b <- rotl((b + w) * kB, 29)
//
// Both maps are bijections of the lane and of w, so no single changed word can go unnoticed, and as
// one lane is linear over bits and the other over integers, no simple pair of changes cancels in
// both. A column absorbs key, value, key, value ...; a table absorbs, for each column, the length
// and the bytes of its name (little endian, 8 a word) and the two words of its digest; the total
// does so for tables. The three levels start from different words. At the end the number of words
// is absorbed, the lanes are added to each other, and each is mixed until every bit depends on all.
// It guards against accidents, not against an adversary.
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

struct Hash128 {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    std::string hex() const;  // 32 lower-case hex digits
    friend bool operator==(const Hash128&, const Hash128&) = default;
};

class Digest {
    struct Lanes {
        std::uint64_t a;
        std::uint64_t b;
        std::uint64_t words = 0;

        explicit Lanes(std::uint64_t level);
        void absorb(std::uint64_t w) {
            constexpr std::uint64_t kA = 0x9FB21C651E98DF25ULL;
            constexpr std::uint64_t kB = 0xD6E8FEB86659FD93ULL;
            a = std::rotl((a ^ w) * kA, 32);
            b = std::rotl((b + w) * kB, 29);
            ++words;
        }
        void absorb(std::string_view name);
        void absorb(const Hash128& hash);
        Hash128 finished() const;
    };

  public:
    // The rows of one column, in the order in which they are added.
    class Column {
      public:
        Column();
        void add(std::int64_t key, std::int64_t value) {
            lanes_.absorb(static_cast<std::uint64_t>(key));
            lanes_.absorb(static_cast<std::uint64_t>(value));
        }
        Hash128 hash() const { return lanes_.finished(); }

      private:
        Lanes lanes_;
    };

    // The column of that name, new and empty if there was none (which counts as a column). The
    // reference holds as long as the digest.
    Column& column(std::string_view table, std::string_view name);

    void add(std::string_view table, std::string_view name, std::int64_t key, std::int64_t value) {
        column(table, name).add(key, value);
    }

    std::vector<std::string> tables() const;                         // sorted
    std::vector<std::string> columns(std::string_view table) const;  // sorted

    // Throw std::out_of_range, naming it, if there is no such table or column.
    Hash128 of_table(std::string_view table) const;
    Hash128 of_column(std::string_view table, std::string_view name) const;

    Hash128 total() const;
    std::string hex() const { return total().hex(); }

  private:
    using Table = std::map<std::string, Column, std::less<>>;

    const Table& table_named(std::string_view table) const;
    static Hash128 hash_of(const Table& table);

    std::map<std::string, Table, std::less<>> tables_;
};

}  // namespace sim
