// Gives Assimp the file gate instead of the file system.
#pragma once

#include <optional>
#include <string>

#include <assimp/IOStream.hpp>
#include <assimp/IOSystem.hpp>

#include "importer/gate.h"

namespace recce::importer {

class GateIoSystem : public Assimp::IOSystem {
public:
    /// `modelName`: what Assimp calls the model (its ending chooses the reader); `content`: its bytes, which outlive this.
    GateIoSystem(FileGate& gate, std::string modelName, std::string_view content)
        : gate_(gate), modelName_(std::move(modelName)), content_(content) {}

    bool Exists(const char* path) const override;
    char getOsSeparator() const override { return '/'; }
    Assimp::IOStream* Open(const char* path, const char* mode) override;
    void Close(Assimp::IOStream* stream) override { delete stream; }
    bool ComparePaths(const char* one, const char* second) const override { return std::string_view(one) == second; }

    /// A budget that was exceeded while opening: the reader itself only reports that a file was not there.
    const std::optional<Error>& overBudget() const { return overBudget_; }

private:
    FileGate& gate_;
    std::string modelName_;
    std::string_view content_;
    std::optional<Error> overBudget_;
};

}  // namespace recce::importer
