#include "base/hash.h"

#include <xxhash.h>

#include "base/error.h"
#include "base/ids.h"

namespace recce {

struct Hasher::State {
    XXH3_state_t* xx = XXH3_createState();
    State() { RECCE_CHECK(xx && XXH3_128bits_reset(xx) == XXH_OK); }
    ~State() { XXH3_freeState(xx); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

std::string toText(const Hash128& hash) { return hexText(hash.high) + hexText(hash.low); }

Hasher::Hasher() : state_(std::make_unique<State>()) {}
Hasher::~Hasher() = default;
void Hasher::add(std::span<const std::byte> bytes) { XXH3_128bits_update(state_->xx, bytes.data(), bytes.size()); }
void Hasher::add(std::string_view text) {
    add(static_cast<std::uint64_t>(text.size()));
    add(std::as_bytes(std::span(text.data(), text.size())));
}
void Hasher::add(std::uint64_t value) { XXH3_128bits_update(state_->xx, &value, sizeof value); }
Hash128 Hasher::finish() const {
    const XXH128_hash_t h = XXH3_128bits_digest(state_->xx);
    return {h.high64, h.low64};
}

Hash128 hashOf(std::span<const std::byte> bytes) {
    const XXH128_hash_t h = XXH3_128bits(bytes.data(), bytes.size());
    return {h.high64, h.low64};
}

}  // namespace recce
