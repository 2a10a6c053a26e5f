#include "sim/kernel/mailbox.hpp"

#include "sim/kernel/error.hpp"

namespace sim {
namespace {

constexpr std::size_t kWireBytes = 24;

// Little-endian whatever the machine, so that two machines could exchange the buffers.
void put_word(std::vector<std::byte>& out, std::uint64_t word) {
    for (int shift = 0; shift < 64; shift += 8)
        out.push_back(static_cast<std::byte>(word >> shift));
}

std::uint64_t get_word(const std::byte* in) {
    std::uint64_t word = 0;
    for (int i = 7; i >= 0; --i) word = (word << 8) | static_cast<std::uint64_t>(in[i]);
    return word;
}

}  // namespace

void Mailbox::encode(const Message& m) {
    put_word(bytes_, static_cast<std::uint64_t>(m.event.time));
    put_word(bytes_, m.event.tag);
    put_word(bytes_, m.payload);
}

std::vector<Message> Mailbox::decoded() const {
    if (bytes_.size() % kWireBytes != 0) {
        throw Defect("a mailbox holds a fraction of a message: " + std::to_string(bytes_.size()) +
                     " bytes");
    }
    std::vector<Message> messages;
    messages.reserve(bytes_.size() / kWireBytes);
    for (std::size_t at = 0; at < bytes_.size(); at += kWireBytes) {
        const std::byte* in = bytes_.data() + at;
        messages.push_back(
            {{static_cast<Time>(get_word(in)), get_word(in + 8)}, get_word(in + 16)});
    }
    return messages;
}

}  // namespace sim
