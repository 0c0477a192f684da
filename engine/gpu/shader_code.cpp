#include "gpu/shader_code.h"

#include <utility>

namespace recce::gpu {
namespace {
#include "shader_table.inc"
}

std::span<const std::uint32_t> shaderCode(std::string_view name) {
    for (const auto& [entry, code] : kTable) {
        if (entry == name) return code;
    }
    return {};
}

}  // namespace recce::gpu
