#include "importer/io_system.h"

#include <algorithm>
#include <cstring>

namespace recce::importer {
namespace {

/// Reads from memory, which either is the mapped file it holds or outlives it.
class MemoryStream : public Assimp::IOStream {
public:
    explicit MemoryStream(std::string_view bytes) : bytes_(bytes) {}
    explicit MemoryStream(GatedFile file) : file_(std::move(file)), bytes_(file_.text()) {}

    std::size_t Read(void* to, std::size_t size, std::size_t count) override {
        if (size == 0 || count == 0) return 0;
        const std::size_t whole = std::min(count, (bytes_.size() - at_) / size);
        if (whole) std::memcpy(to, bytes_.data() + at_, whole * size);
        at_ += whole * size;
        return whole;
    }
    std::size_t Write(const void*, std::size_t, std::size_t) override { return 0; }
    aiReturn Seek(std::size_t offset, aiOrigin origin) override {
        // Offsets from the end are given as positive numbers by some readers and as wrapped negative ones by others.
        std::size_t target = 0;
        if (origin == aiOrigin_SET) target = offset;
        else if (origin == aiOrigin_CUR) target = at_ + offset;
        else target = offset <= bytes_.size() ? bytes_.size() - offset : bytes_.size() + offset;
        if (target > bytes_.size()) return aiReturn_FAILURE;
        at_ = target;
        return aiReturn_SUCCESS;
    }
    std::size_t Tell() const override { return at_; }
    std::size_t FileSize() const override { return bytes_.size(); }
    void Flush() override {}

private:
    GatedFile file_;
    std::string_view bytes_;
    std::size_t at_ = 0;
};

}  // namespace

bool GateIoSystem::Exists(const char* path) const {
    return path == modelName_ || gate_.resolve(path, kindOfName(path)).has_value();
}

Assimp::IOStream* GateIoSystem::Open(const char* path, const char* mode) {
    if (std::strpbrk(mode, "wa+")) return nullptr;
    if (path == modelName_) return new MemoryStream(content_);
    auto file = gate_.open(path, kindOfName(path));
    if (!file) {
        if (file.error().code == Code::OverBudget && !overBudget_) overBudget_ = file.error();
        return nullptr;
    }
    return new MemoryStream(std::move(*file));
}

}  // namespace recce::importer
