// The bindless set, the set of frame constants and the one pipeline layout. Binding numbers stand in shaders/common.glsl.
#include <array>

#include "gpu/state.h"

namespace recce::gpu {
namespace {

Status makeSamplers(Device::State& s) {
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(Sampler::Count); ++i) {
        const auto which = static_cast<Sampler>(i);
        VkSamplerCreateInfo info{VK_STRUCTURE_TYPE_SAMPLER_CREATE_INFO};
        info.magFilter = info.minFilter = VK_FILTER_LINEAR;
        info.mipmapMode = which == Sampler::ShadowCompare ? VK_SAMPLER_MIPMAP_MODE_NEAREST : VK_SAMPLER_MIPMAP_MODE_LINEAR;
        info.addressModeU = info.addressModeV = info.addressModeW =
            which == Sampler::Repeat ? VK_SAMPLER_ADDRESS_MODE_REPEAT : VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE;
        info.maxLod = VK_LOD_CLAMP_NONE;
        if (which == Sampler::Repeat && s.anisotropy) {
            info.anisotropyEnable = VK_TRUE;
            info.maxAnisotropy = 8;
        }
        if (which == Sampler::ShadowCompare) {
            // Reversed depth: lit where the receiver is nearer to the light than what the map holds.
            info.compareEnable = VK_TRUE;
            info.compareOp = VK_COMPARE_OP_GREATER_OR_EQUAL;
        }
        VkSampler sampler = VK_NULL_HANDLE;
        RECCE_VK("vkCreateSampler", vkCreateSampler(s.device, &info, nullptr, &sampler));
        s.samplers.push_back(sampler);
    }
    return {};
}

}  // namespace

Status makeBindless(Device::State& s) {
    RECCE_TRY_STATUS(makeSamplers(s));
    const auto samplerCount = static_cast<std::uint32_t>(s.samplers.size());
    const std::array<VkDescriptorSetLayoutBinding, 3> bindings{{
        {0, VK_DESCRIPTOR_TYPE_SAMPLED_IMAGE, kMaxTextures, VK_SHADER_STAGE_ALL, nullptr},
        {1, VK_DESCRIPTOR_TYPE_SAMPLER, samplerCount, VK_SHADER_STAGE_ALL, s.samplers.data()},
        {2, VK_DESCRIPTOR_TYPE_STORAGE_IMAGE, kMaxStorageImages, VK_SHADER_STAGE_ALL, nullptr},
    }};
    const VkDescriptorBindingFlags open = VK_DESCRIPTOR_BINDING_PARTIALLY_BOUND_BIT | VK_DESCRIPTOR_BINDING_UPDATE_AFTER_BIND_BIT |
                                          VK_DESCRIPTOR_BINDING_UPDATE_UNUSED_WHILE_PENDING_BIT;
    const std::array<VkDescriptorBindingFlags, 3> flags{open, 0, open};
    VkDescriptorSetLayoutBindingFlagsCreateInfo flagInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_BINDING_FLAGS_CREATE_INFO};
    flagInfo.bindingCount = static_cast<std::uint32_t>(flags.size());
    flagInfo.pBindingFlags = flags.data();
    VkDescriptorSetLayoutCreateInfo layout{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO, &flagInfo};
    layout.flags = VK_DESCRIPTOR_SET_LAYOUT_CREATE_UPDATE_AFTER_BIND_POOL_BIT;
    layout.bindingCount = static_cast<std::uint32_t>(bindings.size());
    layout.pBindings = bindings.data();
    RECCE_VK("vkCreateDescriptorSetLayout", vkCreateDescriptorSetLayout(s.device, &layout, nullptr, &s.bindlessLayout));
    const VkDescriptorSetLayoutBinding constant{0, VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER_DYNAMIC, 1, VK_SHADER_STAGE_ALL, nullptr};
    VkDescriptorSetLayoutCreateInfo constantInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    constantInfo.bindingCount = 1;
    constantInfo.pBindings = &constant;
    RECCE_VK("vkCreateDescriptorSetLayout", vkCreateDescriptorSetLayout(s.device, &constantInfo, nullptr, &s.constantLayout));

    const std::array<VkDescriptorPoolSize, 4> sizes{{{VK_DESCRIPTOR_TYPE_SAMPLED_IMAGE, kMaxTextures},
                                                     {VK_DESCRIPTOR_TYPE_SAMPLER, samplerCount},
                                                     {VK_DESCRIPTOR_TYPE_STORAGE_IMAGE, kMaxStorageImages},
                                                     {VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER_DYNAMIC, 1}}};
    VkDescriptorPoolCreateInfo pool{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
    pool.flags = VK_DESCRIPTOR_POOL_CREATE_UPDATE_AFTER_BIND_BIT;
    pool.maxSets = 2;
    pool.poolSizeCount = static_cast<std::uint32_t>(sizes.size());
    pool.pPoolSizes = sizes.data();
    RECCE_VK("vkCreateDescriptorPool", vkCreateDescriptorPool(s.device, &pool, nullptr, &s.descriptors));
    const std::array<VkDescriptorSetLayout, 2> layouts{s.bindlessLayout, s.constantLayout};
    std::array<VkDescriptorSet, 2> sets{};
    VkDescriptorSetAllocateInfo allocate{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
    allocate.descriptorPool = s.descriptors;
    allocate.descriptorSetCount = 2;
    allocate.pSetLayouts = layouts.data();
    RECCE_VK("vkAllocateDescriptorSets", vkAllocateDescriptorSets(s.device, &allocate, sets.data()));
    s.bindless = sets[0];
    s.constants = sets[1];
    const VkDescriptorBufferInfo ring{s.constantRing.handle(), 0, kConstantSlot};
    VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
    write.dstSet = s.constants;
    write.descriptorCount = 1;
    write.descriptorType = VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER_DYNAMIC;
    write.pBufferInfo = &ring;
    vkUpdateDescriptorSets(s.device, 1, &write, 0, nullptr);

    const VkPushConstantRange push{VK_SHADER_STAGE_ALL, 0, 128};
    VkPipelineLayoutCreateInfo pipeline{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    pipeline.setLayoutCount = 2;
    pipeline.pSetLayouts = layouts.data();
    pipeline.pushConstantRangeCount = 1;
    pipeline.pPushConstantRanges = &push;
    RECCE_VK("vkCreatePipelineLayout", vkCreatePipelineLayout(s.device, &pipeline, nullptr, &s.layout));
    return {};
}

void destroyBindless(Device::State& s) {
    if (s.layout) vkDestroyPipelineLayout(s.device, s.layout, nullptr);
    if (s.descriptors) vkDestroyDescriptorPool(s.device, s.descriptors, nullptr);
    if (s.bindlessLayout) vkDestroyDescriptorSetLayout(s.device, s.bindlessLayout, nullptr);
    if (s.constantLayout) vkDestroyDescriptorSetLayout(s.device, s.constantLayout, nullptr);
    for (VkSampler sampler : s.samplers) vkDestroySampler(s.device, sampler, nullptr);
}

}  // namespace recce::gpu
