#include "gpu/pipeline.h"

#include <array>
#include <cstring>

#include <fmt/format.h>

#include "base/files.h"
#include "gpu/shader_code.h"
#include "gpu/state.h"

namespace recce::gpu {
namespace {

std::filesystem::path cachePath(const Device::State& s) {
    const auto folder = cacheFolder();
    if (!folder) return {};
    VkPhysicalDeviceProperties p{};
    vkGetPhysicalDeviceProperties(s.physical, &p);
    std::string id;
    for (const std::uint8_t byte : p.pipelineCacheUUID) id += fmt::format("{:02x}", byte);
    return *folder / ("pipelines-" + id + ".bin");
}

struct Specialization {
    std::vector<VkSpecializationMapEntry> entries;
    VkSpecializationInfo info{};
    explicit Specialization(const std::vector<std::uint32_t>& values) {
        for (std::uint32_t i = 0; i < values.size(); ++i) entries.push_back({i, i * 4, 4});
        info = {static_cast<std::uint32_t>(entries.size()), entries.data(), values.size() * 4, values.data()};
    }
};

VkPipelineColorBlendAttachmentState blendState(Blend blend) {
    VkPipelineColorBlendAttachmentState b{};
    b.colorWriteMask = VK_COLOR_COMPONENT_R_BIT | VK_COLOR_COMPONENT_G_BIT | VK_COLOR_COMPONENT_B_BIT | VK_COLOR_COMPONENT_A_BIT;
    if (blend == Blend::Opaque) return b;
    b.blendEnable = VK_TRUE;
    b.colorBlendOp = b.alphaBlendOp = VK_BLEND_OP_ADD;
    b.srcAlphaBlendFactor = VK_BLEND_FACTOR_ONE;
    b.dstAlphaBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA;
    b.srcColorBlendFactor = VK_BLEND_FACTOR_ONE;
    b.dstColorBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA;
    if (blend == Blend::Alpha) b.srcColorBlendFactor = VK_BLEND_FACTOR_SRC_ALPHA;
    if (blend == Blend::Add) {
        b.dstColorBlendFactor = VK_BLEND_FACTOR_ONE;
        b.dstAlphaBlendFactor = VK_BLEND_FACTOR_ONE;
    }
    if (blend == Blend::Multiply || blend == Blend::Tint) {
        b.srcColorBlendFactor = VK_BLEND_FACTOR_ZERO;
        b.dstColorBlendFactor = VK_BLEND_FACTOR_SRC_COLOR;
        b.srcAlphaBlendFactor = VK_BLEND_FACTOR_ZERO;
        b.dstAlphaBlendFactor = VK_BLEND_FACTOR_SRC_ALPHA;
    }
    if (blend == Blend::Tint) b.alphaBlendOp = VK_BLEND_OP_MAX;  // the factors do not count
    return b;
}

Result<VkPipeline> makePipeline(Device::State& s, const PipelineDesc& desc) {
    const Specialization special(desc.constants);
    std::vector<VkPipelineShaderStageCreateInfo> stages;
    for (const auto* name : {&desc.vertex, &desc.fragment}) {
        if (name->empty()) continue;
        RECCE_TRY(const VkShaderModule module, s.module(*name));
        VkPipelineShaderStageCreateInfo stage{VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO};
        stage.stage = name == &desc.vertex ? VK_SHADER_STAGE_VERTEX_BIT : VK_SHADER_STAGE_FRAGMENT_BIT;
        stage.module = module;
        stage.pName = "main";
        stage.pSpecializationInfo = &special.info;
        stages.push_back(stage);
    }
    const VkPipelineVertexInputStateCreateInfo input{VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO};
    VkPipelineInputAssemblyStateCreateInfo assembly{VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO};
    assembly.topology = desc.topology;
    VkPipelineViewportStateCreateInfo viewport{VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO};
    viewport.viewportCount = viewport.scissorCount = 1;
    VkPipelineRasterizationStateCreateInfo raster{VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO};
    raster.cullMode = desc.cull;
    raster.frontFace = VK_FRONT_FACE_COUNTER_CLOCKWISE;
    raster.lineWidth = 1;
    raster.depthBiasEnable = desc.depthBias;
    VkPipelineMultisampleStateCreateInfo multisample{VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO};
    multisample.rasterizationSamples = desc.samples;
    VkPipelineDepthStencilStateCreateInfo depth{VK_STRUCTURE_TYPE_PIPELINE_DEPTH_STENCIL_STATE_CREATE_INFO};
    depth.depthTestEnable = desc.depth != Depth::Off;
    depth.depthWriteEnable = desc.depth == Depth::Write || desc.depth == Depth::Replace;
    depth.depthCompareOp = desc.depth == Depth::Equal     ? VK_COMPARE_OP_EQUAL
                           : desc.depth == Depth::Replace ? VK_COMPARE_OP_ALWAYS
                                                          : VK_COMPARE_OP_GREATER_OR_EQUAL;
    const std::vector<VkPipelineColorBlendAttachmentState> blends(desc.colours.size(), blendState(desc.blend));
    VkPipelineColorBlendStateCreateInfo blend{VK_STRUCTURE_TYPE_PIPELINE_COLOR_BLEND_STATE_CREATE_INFO};
    blend.attachmentCount = static_cast<std::uint32_t>(blends.size());
    blend.pAttachments = blends.data();
    std::vector<VkDynamicState> states{VK_DYNAMIC_STATE_VIEWPORT, VK_DYNAMIC_STATE_SCISSOR};
    if (desc.depthBias) states.push_back(VK_DYNAMIC_STATE_DEPTH_BIAS);
    VkPipelineDynamicStateCreateInfo dynamic{VK_STRUCTURE_TYPE_PIPELINE_DYNAMIC_STATE_CREATE_INFO};
    dynamic.dynamicStateCount = static_cast<std::uint32_t>(states.size());
    dynamic.pDynamicStates = states.data();
    VkPipelineRenderingCreateInfo rendering{VK_STRUCTURE_TYPE_PIPELINE_RENDERING_CREATE_INFO};
    rendering.colorAttachmentCount = static_cast<std::uint32_t>(desc.colours.size());
    rendering.pColorAttachmentFormats = desc.colours.data();
    rendering.depthAttachmentFormat = desc.depthFormat;
    VkGraphicsPipelineCreateInfo info{VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO, &rendering};
    info.stageCount = static_cast<std::uint32_t>(stages.size());
    info.pStages = stages.data();
    info.pVertexInputState = &input;
    info.pInputAssemblyState = &assembly;
    info.pViewportState = &viewport;
    info.pRasterizationState = &raster;
    info.pMultisampleState = &multisample;
    info.pDepthStencilState = &depth;
    info.pColorBlendState = &blend;
    info.pDynamicState = &dynamic;
    info.layout = s.layout;
    VkPipeline pipeline = VK_NULL_HANDLE;
    RECCE_VK("vkCreateGraphicsPipelines", vkCreateGraphicsPipelines(s.device, s.pipelineCache, 1, &info, nullptr, &pipeline));
    return pipeline;
}

Result<VkPipeline> makePipeline(Device::State& s, const ComputeDesc& desc) {
    const Specialization special(desc.constants);
    RECCE_TRY(const VkShaderModule module, s.module(desc.shader));
    VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
    info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
    info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    info.stage.module = module;
    info.stage.pName = "main";
    info.stage.pSpecializationInfo = &special.info;
    info.layout = s.layout;
    VkPipeline pipeline = VK_NULL_HANDLE;
    RECCE_VK("vkCreateComputePipelines", vkCreateComputePipelines(s.device, s.pipelineCache, 1, &info, nullptr, &pipeline));
    return pipeline;
}

template <class Desc>
Result<VkPipeline> findOrMake(Device::State& s, std::vector<std::pair<Desc, VkPipeline>>& table, const Desc& desc) {
    for (const auto& [key, pipeline] : table) {
        if (key == desc) return pipeline;
    }
    RECCE_TRY(const VkPipeline made, makePipeline(s, desc));
    table.emplace_back(desc, made);
    return made;
}

}  // namespace

Result<VkShaderModule> Device::State::module(const std::string& name) {
    if (const auto found = modules.find(name); found != modules.end()) return found->second;
    const auto code = shaderCode(name);
    if (code.empty()) return fail(Code::NotFound, "This build has no such shader.", name, "Build Recce again.");
    VkShaderModuleCreateInfo info{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
    info.codeSize = code.size_bytes();
    info.pCode = code.data();
    VkShaderModule made = VK_NULL_HANDLE;
    RECCE_VK("vkCreateShaderModule", vkCreateShaderModule(device, &info, nullptr, &made));
    modules.emplace(name, made);
    return made;
}

Result<VkPipeline> Device::pipeline(const PipelineDesc& desc) { return findOrMake(*state_, state_->pipelines, desc); }
Result<VkPipeline> Device::pipeline(const ComputeDesc& desc) { return findOrMake(*state_, state_->computePipelines, desc); }

Status openPipelineCache(Device::State& s) {
    std::string stored;
    const auto path = cachePath(s);
    if (!path.empty()) {
        if (auto read = readFile(path, 64u << 20)) stored = std::move(*read);
    }
    VkPipelineCacheCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO};
    // Bytes of another driver or a damaged file are ignored by the driver: it checks the header.
    info.initialDataSize = stored.size();
    info.pInitialData = stored.data();
    RECCE_VK("vkCreatePipelineCache", vkCreatePipelineCache(s.device, &info, nullptr, &s.pipelineCache));
    s.pipelineCacheSize = stored.size();
    return {};
}

void Device::savePipelineCache() {
    State& s = *state_;
    if (!s.pipelineCache) return;
    std::size_t size = 0;
    vkGetPipelineCacheData(s.device, s.pipelineCache, &size, nullptr);
    if (size <= s.pipelineCacheSize) return;
    std::string bytes(size, '\0');
    if (vkGetPipelineCacheData(s.device, s.pipelineCache, &size, bytes.data()) != VK_SUCCESS) return;
    bytes.resize(size);
    const auto path = cachePath(s);
    // Only a cache: a folder that cannot be written costs time at the next start, nothing else.
    if (!path.empty() && writeFileAtomically(path, bytes)) s.pipelineCacheSize = size;
}

void destroyPipelines(Device::State& s) {
    for (const auto& [desc, pipeline] : s.pipelines) vkDestroyPipeline(s.device, pipeline, nullptr);
    for (const auto& [desc, pipeline] : s.computePipelines) vkDestroyPipeline(s.device, pipeline, nullptr);
    for (const auto& [name, module] : s.modules) vkDestroyShaderModule(s.device, module, nullptr);
    if (s.pipelineCache) vkDestroyPipelineCache(s.device, s.pipelineCache, nullptr);
}

}  // namespace recce::gpu
