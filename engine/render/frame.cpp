#include "render/frame.h"

#include <algorithm>
#include <cmath>

#include <glm/gtc/packing.hpp>

#include "optics/colour.h"
#include "optics/sun.h"
#include "sight/reflection.h"

namespace recce::render {
namespace {

constexpr glm::vec3 kWallFill(0.111f, 0.111f, 0.115f);  // AgX shows it as #5C5C5E
constexpr VkImageUsageFlags kDrawn = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT;
constexpr VkImageUsageFlags kDepthDrawn = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT;

/// Makes, keeps or drops an image so that it is `desc`, or nothing where `wanted` is false.
Status fit(gpu::Device& device, gpu::Image& image, bool wanted, const gpu::ImageDesc& desc) {
    if (!wanted) {
        image = {};
        return {};
    }
    if (image && image.desc().width == desc.width && image.desc().height == desc.height && image.desc().samples == desc.samples) return {};
    RECCE_TRY(image, device.makeImage(desc));
    return {};
}

/// A table as a volume: its values (curves folded into rows of 64), and above them a slice that says what its domain is.
Status uploadTable(Renderer::State& state, gpu::Commands& commands, const optics::CubeTable& table, gpu::Image& image) {
    constexpr std::uint32_t kFold = 64;
    const auto rows = static_cast<std::uint32_t>(table.values.size());
    const std::uint32_t side = table.curves ? kFold : static_cast<std::uint32_t>(table.size);
    const std::uint32_t deep = table.curves ? (rows + kFold * kFold - 1) / (kFold * kFold) : side;
    RECCE_TRY(image, state.device->makeImage({"look-up table", side, side, deep + 1, 1, VK_FORMAT_R32G32B32A32_SFLOAT,
                                              VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT, VK_SAMPLE_COUNT_1_BIT, gpu::ImageShape::Volume}));
    std::vector<glm::vec4> texels;
    texels.reserve(std::size_t{side} * side * (deep + 1));
    for (const Vec3& v : table.values) texels.emplace_back(glm::vec3(v), 1.0f);
    texels.resize(std::size_t{side} * side * deep, glm::vec4(0));
    texels.emplace_back(glm::vec3(table.low), static_cast<float>(table.size));
    texels.emplace_back(1.0f / glm::vec3(table.high - table.low), table.curves ? 1.0f : 0.0f);
    texels.resize(std::size_t{side} * side * (deep + 1), glm::vec4(0));
    commands.use(image, gpu::Access::TransferTo);
    commands.fill(image, 0, std::as_bytes(std::span(texels)));
    commands.use(image, gpu::Access::Sampled);
    return {};
}

/// The table of the view's look, where it has one.
Status prepareLook(Renderer::State& state, gpu::Commands& commands, const View& view) {
    if (view.style != Style::Lit) return {};
    if (view.look == optics::Look::Aces13 && !state.acesTable) {
        RECCE_TRY(const optics::CubeTable table, optics::openAcesTable(programFolder()));
        return uploadTable(state, commands, table, state.acesTable);
    }
    if (view.look == optics::Look::Lut && view.lut && state.lutOf != view.lut) {
        state.lutOf = view.lut;
        return uploadTable(state, commands, view.lut->table, state.lutTable);
    }
    return {};
}

Status uploadRoom(Renderer::State& state, gpu::Commands& commands, const ReflectionCube& cube) {
    const auto mips = static_cast<std::uint32_t>(cube.mips.size());
    RECCE_TRY(state.room, state.device->makeImage({"room", cube.size, cube.size, 1, mips, kLinearFormat,
                                                   VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT, VK_SAMPLE_COUNT_1_BIT,
                                                   gpu::ImageShape::Cube}));
    commands.use(state.room, gpu::Access::TransferTo);
    for (std::uint32_t mip = 0; mip < mips; ++mip) {
        const auto& from = cube.mips[mip];
        std::vector<std::uint16_t> texels;
        texels.reserve(from.size() / 3 * 4);
        for (std::size_t i = 0; i < from.size(); ++i) {
            texels.push_back(glm::packHalf1x16(from[i]));
            if (i % 3 == 2) texels.push_back(glm::packHalf1x16(1));
        }
        commands.fill(state.room, mip, std::as_bytes(std::span(texels)));
    }
    commands.use(state.room, gpu::Access::Sampled);
    return {};
}

Status uploadSky(Renderer::State& state, gpu::Commands& commands, const Daylight& daylight) {
    constexpr std::uint32_t kSize = 32, kMips = 6;
    state.sky = std::make_unique<SkyModel>(daylight);
    if (!state.skyCube) {
        RECCE_TRY(state.skyCube, state.device->makeImage({"sky", kSize, kSize, 1, kMips, kLinearFormat,
                                                          VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT,
                                                          VK_SAMPLE_COUNT_1_BIT, gpu::ImageShape::Cube}));
    }
    commands.use(state.skyCube, gpu::Access::TransferTo);
    std::vector<std::vector<std::uint16_t>> faces(6);
    for (std::uint32_t f = 0; f < 6; ++f) faces[f] = state.sky->face(f, kSize);
    for (std::uint32_t mip = 0; mip < kMips; ++mip) {
        std::vector<std::uint16_t> all;
        for (const auto& face : faces) all.insert(all.end(), face.begin(), face.end());
        commands.fill(state.skyCube, mip, std::as_bytes(std::span(all)));
        const std::uint32_t size = kSize >> mip, next = size / 2;
        for (auto& face : faces) {
            std::vector<std::uint16_t> smaller(std::size_t{next} * next * 4);
            for (std::size_t i = 0; i < smaller.size(); ++i) {
                const std::size_t c = i % 4, x = (i / 4) % next, y = i / 4 / next;
                float sum = 0;
                for (std::size_t k = 0; k < 4; ++k) sum += glm::unpackHalf1x16(face[((2 * y + k / 2) * size + 2 * x + k % 2) * 4 + c]);
                smaller[i] = glm::packHalf1x16(sum / 4);
            }
            face = std::move(smaller);
        }
    }
    commands.use(state.skyCube, gpu::Access::Sampled);
    state.skyOf = daylight;
    return {};
}

Detail detailOf(const View& view, const CameraMatrices& camera, const Quality& quality) {
    const double finer = std::exp2(-quality.mipBias);
    return {quality.wholeMeshes, quality.rough, glm::vec3(camera.eye), camera.pixelsPerMetre * finer, view.camera.orthoHeight.has_value(), quality.pixelError * finer,
            quality.smallest, quality.points};
}

Shown showPieces(Renderer::State& state, const Snapshot& snapshot, const Vec3& origin) {
    Shown shown{state.pieces.of(snapshot, origin), {}, {}};
    shown.stored.resize(shown.pieces->pieces.size());
    return shown;
}

/// What the sun's map has to hold: the whole set; of a large one what is in the picture or may throw a shadow into it.
Box sunlitBox(const Frame& f, const Frustum& frustum) {
    const Box& set = f.snapshot.bounds;
    if (set.empty() || !isLarge(set)) return set;
    const Bounds near = f.shown.pieces->shading(frustum, glm::vec3(-f.snapshot.daylight.toSun), static_cast<float>(set.min.y - f.origin.y));
    if (near.low.x > near.high.x) return Box{f.view.camera.pose.position - Vec3(1), f.view.camera.pose.position + Vec3(1)};
    return Box{Vec3(near.low) + f.origin, Vec3(near.high) + f.origin};
}

/// The clip space of some rows of the picture alone.
glm::mat4 rowsOf(const glm::mat4& clip, const VkRect2D& rows, std::uint32_t height) {
    const float top = 1 - 2 * static_cast<float>(rows.offset.y) / static_cast<float>(height);
    const float bottom = top - 2 * static_cast<float>(rows.extent.height) / static_cast<float>(height);
    glm::mat4 part(1);
    part[1][1] = 2 / (top - bottom);
    part[3][1] = -(top + bottom) / (top - bottom);
    return part * clip;
}

Draw floorDraw(Renderer::State& state, gpu::Commands& commands, const Frame& f) {
    constexpr float kSide = 600;
    const Vec3 eye = f.view.camera.pose.position - f.origin;
    const shader::GpuInstance instance{{glm::vec4(kSide, 0, 0, eye.x), glm::vec4(0, 1, 0, f.snapshot.ground->value - f.origin.y),
                                        glm::vec4(0, 0, kSide, eye.z)}, 0, 0};
    shader::GpuMaterial material = plainMaterial(kFloorColour, 0.95);
    material.flags = shader::kMaterialFloor;
    Draw draw;
    draw.group = Group::OpaqueTwoSided;
    draw.indices = state.floorIndices.handle();
    draw.indexCount = 6;
    draw.instances = 1;
    draw.vertices = state.floorVertices.address();
    draw.materials = commands.upload(std::span<const shader::GpuMaterial>(&material, 1)).address;
    draw.instancesAt = commands.upload(std::span<const shader::GpuInstance>(&instance, 1)).address;
    return draw;
}

}  // namespace

Status prepareTarget(gpu::Device& device, Target::State& t, const View& view, const Snapshot& snapshot, VkSampleCountFlagBits multisample,
                     bool sampled) {
    const VkExtent2D size{view.width, view.height};
    const std::uint32_t w = size.width, h = size.height, hw = (w + 1) / 2, hh = (h + 1) / 2;
    const bool multi = multisample != VK_SAMPLE_COUNT_1_BIT;
    const bool shaded = view.style == Style::Lit || view.style == Style::Solid;
    const bool probes = view.style == Style::Lit && snapshot.probes;
    const bool tags = view.style == Style::Id || !view.selected.empty();
    const auto flat = [](const char* name, std::uint32_t width, std::uint32_t height, VkFormat format, VkImageUsageFlags usage) {
        return gpu::ImageDesc{name, width, height, 1, 1, format, usage, VK_SAMPLE_COUNT_1_BIT, gpu::ImageShape::Flat};
    };
    auto colours = flat("colours", w, h, kLinearFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT);
    auto depths = flat("depths", w, h, kDepthFormat, VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT);
    colours.samples = depths.samples = multisample;
    RECCE_TRY_STATUS(fit(device, t.colours, multi && shaded, colours));
    RECCE_TRY_STATUS(fit(device, t.depths, multi, depths));
    RECCE_TRY_STATUS(fit(device, t.linear, shaded, flat("linear", w, h, kLinearFormat, kDrawn)));
    RECCE_TRY_STATUS(fit(device, t.depth, true, flat("depth", w, h, kDepthFormat, kDepthDrawn)));
    RECCE_TRY_STATUS(fit(device, t.occlusionRaw, shaded, flat("occlusion raw", hw, hh, VK_FORMAT_R8_UNORM, kDrawn)));
    RECCE_TRY_STATUS(fit(device, t.occlusion, shaded, flat("occlusion", hw, hh, VK_FORMAT_R8_UNORM, kDrawn)));
    RECCE_TRY_STATUS(fit(device, t.indirectRaw, probes, flat("indirect raw", hw, hh, kLinearFormat, kDrawn)));
    RECCE_TRY_STATUS(fit(device, t.indirect, probes, flat("indirect", hw, hh, kLinearFormat, kDrawn)));
    // Pictures that are read back only are not offered to shaders: software drivers compile their samplers for every kind.
    const VkImageUsageFlags shown = sampled ? kDrawn : kDrawn & ~VkImageUsageFlags{VK_IMAGE_USAGE_SAMPLED_BIT};
    if (t.shown && (t.size.width != w || t.size.height != h)) {
        t.before = std::move(t.display);
        t.shown = false;
    }
    RECCE_TRY_STATUS(fit(device, t.display, true, flat("display", w, h, kDisplayFormat, shown)));
    RECCE_TRY_STATUS(fit(device, t.tags, tags, flat("tags", w, h, kTagFormat, kDrawn)));
    RECCE_TRY_STATUS(fit(device, t.tagDepth, tags, flat("tag depth", w, h, kDepthFormat, kDepthDrawn)));
    if (!t.meter) {
        RECCE_TRY(t.meter, device.makeBuffer({"meter", 64, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, gpu::MemoryKind::Readback}));
    }
    t.size = size;
    t.multisample = multisample;
    return {};
}

Status prepareSum(gpu::Device& device, Target::State& t, bool wanted) {
    gpu::ImageDesc desc{"sum", t.size.width, t.size.height, 1, 1, VK_FORMAT_R32G32B32A32_SFLOAT,
                        VK_IMAGE_USAGE_STORAGE_BIT | VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT, VK_SAMPLE_COUNT_1_BIT,
                        gpu::ImageShape::Flat};
    return fit(device, t.sum, wanted, desc);
}

Status prepareScene(Renderer::State& state, gpu::Commands& commands, const Snapshot& snapshot) {
    auto& device = *state.device;
    if (!state.skyOf || !(*state.skyOf == snapshot.daylight)) RECCE_TRY_STATUS(uploadSky(state, commands, snapshot.daylight));
    if (snapshot.probes != state.probesOf) {
        if (snapshot.probes) RECCE_TRY_STATUS(state.probes.fill(device, commands, *snapshot.probes));
        if (snapshot.probes && snapshot.probes->reflection) RECCE_TRY_STATUS(uploadRoom(state, commands, *snapshot.probes->reflection));
        state.probesOf = snapshot.probes;
    }
    if (!state.white) {
        RECCE_TRY(state.white, device.makeImage({"white", 1, 1, 1, 1, VK_FORMAT_R8_UNORM,
                                                 VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT, VK_SAMPLE_COUNT_1_BIT, {}}));
        const std::byte one[] = {std::byte{255}};
        commands.use(state.white, gpu::Access::TransferTo);
        commands.fill(state.white, 0, one);
        commands.use(state.white, gpu::Access::Sampled);
        const shader::GpuVertex corners[] = {{{-1, 0, -1}, 0x7FFF0000u, 0x00007FFFu, {0, 0}, 0xFFFFFFFFu}, {{-1, 0, 1}, 0x7FFF0000u, 0x00007FFFu, {0, 1}, 0xFFFFFFFFu},
                                             {{1, 0, 1}, 0x7FFF0000u, 0x00007FFFu, {1, 1}, 0xFFFFFFFFu}, {{1, 0, -1}, 0x7FFF0000u, 0x00007FFFu, {1, 0}, 0xFFFFFFFFu}};
        const std::uint32_t indices[] = {0, 1, 2, 0, 2, 3};
        RECCE_TRY(state.floorVertices, device.makeBuffer({"floor", sizeof(corners), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT}));
        RECCE_TRY(state.floorIndices, device.makeBuffer({"floor", sizeof(indices), VK_BUFFER_USAGE_INDEX_BUFFER_BIT}));
        commands.fill(state.floorVertices, 0, std::as_bytes(std::span(corners)));
        commands.fill(state.floorIndices, 0, std::as_bytes(std::span(indices)));
    }
    return {};
}

Result<bool> bringTextures(Renderer::State& state, gpu::Commands& commands, const Snapshot& snapshot, const View& view,
                           const Quality& quality) {
    state.store.nextFrame();
    const Vec3 origin = frameOrigin(view, snapshot);
    const CameraMatrices camera = cameraMatrices(view, snapshot, origin, quality.index);
    Shown shown = showPieces(state, snapshot, origin);
    const Frustum frustum{glm::mat4(camera.viewProjection())};
    std::uint64_t budget = quality.uploadBudget;
    RECCE_TRY(const bool all, bring(commands, state.store, shown, {frustum, {}, -1}, budget));
    wantTextures(state.store, shown, frustum, detailOf(view, camera, quality));
    RECCE_TRY(const bool complete, state.store.load(commands, budget, quality.allMips));
    return all && complete;
}

Result<Frame> beginFrame(Renderer::State& state, gpu::Commands& commands, const Snapshot& snapshot, const View& view, const Quality& quality,
                         Target::State& target, const Portion& portion) {
    Frame f{state, target, snapshot, view, quality, {}, {}, {}, {}, 0, {}, {}, {}, {}, {}, {}, {}, false};
    const std::uint32_t bottom = std::min(portion.bottom, view.height);
    f.rows = {{0, static_cast<std::int32_t>(portion.top)}, {view.width, bottom - std::min(portion.top, bottom)}};
    state.store.nextFrame();
    f.origin = frameOrigin(view, snapshot);
    f.camera = cameraMatrices(view, snapshot, f.origin, quality.index);
    const bool lit = view.style == Style::Lit;
    f.shown = showPieces(state, snapshot, f.origin);
    const glm::mat4 clip(f.camera.viewProjection());
    const Frustum frustum(clip);
    if (lit) {
        f.sun = fitSun({snapshot.daylight, sunlitBox(f, frustum), f.origin, quality.sunMapSize, quality.index,
                        quality.rough ? f.camera.pixelsPerMetre : 0}, view);
        f.lamps = planLamps(snapshot, f.origin, quality.atlasSize, quality.index);
    }
    RECCE_TRY_STATUS(planMirrors(f));
    if (lit) planShadows(f);
    f.exposure = view.camera.sceneLinearPerNit > 0 ? view.camera.sceneLinearPerNit : guessExposure(snapshot);
    const Detail detail = detailOf(view, f.camera, quality);
    std::uint64_t budget = quality.uploadBudget;
    RECCE_TRY(f.stats.resident, bring(commands, state.store, f.shown, {frustum, {}, -1}, budget));
    const auto bringAlso = [&](const Region& region) -> Status {
        RECCE_TRY(const bool all, bring(commands, state.store, f.shown, region, budget));
        f.stats.resident = f.stats.resident && all;
        return {};
    };
    for (const auto& square : f.sunShadows.squares) RECCE_TRY_STATUS(bringAlso(square.region));
    for (const auto& square : f.lampShadows.squares) RECCE_TRY_STATUS(bringAlso(square.region));
    for (const auto& mirror : f.mirrored) {
        RECCE_TRY_STATUS(bringAlso(regionOf(*mirror)));
        wantTextures(state.store, f.shown, *regionOf(*mirror).frustum, detail);
    }
    if (view.style != Style::Depth && view.style != Style::Line) wantTextures(state.store, f.shown, frustum, detail);
    RECCE_TRY(const bool textured, state.store.load(commands, budget, quality.allMips));
    f.stats.resident = f.stats.resident && textured;
    RECCE_TRY_STATUS(prepareScene(state, commands, snapshot));
    const bool people = !snapshot.figures.empty() && quality.keepStill;
    if (f.sun.wanted()) RECCE_TRY_STATUS(fitShadows(*state.device, state.sunMap, f.sunShadows, quality.sunMapSize, people));
    if (!f.lamps.tiles.empty()) RECCE_TRY_STATUS(fitShadows(*state.device, state.atlas, f.lampShadows, quality.atlasSize, people));
    for (std::size_t i = 0; i < f.lamps.lamps.size(); ++i) {
        if (!f.lamps.of[i]->profile) continue;
        RECCE_TRY(f.lamps.lamps[i].profile, state.lampTextures.slotOf(*state.device, commands, *f.lamps.of[i]->profile));
    }
    RECCE_TRY(f.constants.areaTable, state.lampTextures.areaTable(*state.device, commands));
    RECCE_TRY_STATUS(prepareLook(state, commands, view));
    // A portion draws what touches its rows.
    const Frustum touched = f.rows.extent.height < view.height ? Frustum(rowsOf(clip, f.rows, view.height)) : frustum;
    f.seen = select(commands, f.shown, {touched, {}, -1}, detail);
    f.stats.draws = static_cast<std::uint32_t>(f.seen.draws.size());
    f.stats.triangles = f.seen.triangles;

    if (snapshot.ground && !view.camera.orthoHeight && lit) f.floor = floorDraw(state, commands, f);

    auto& c = f.constants;
    c.viewProjection = clip;
    c.inverseProjection = glm::mat4(glm::inverse(f.camera.projection));
    c.viewToFrame = glm::mat4(glm::inverse(f.camera.view));
    for (std::size_t i = 0; i < f.sun.parts.size(); ++i) {
        c.sunMatrix[i] = glm::mat4(f.sun.parts[i].matrix);
        c.sunTexel[i] = static_cast<float>(f.sun.parts[i].texel);
    }
    c.eye = glm::vec3(f.camera.eye);
    c.exposure = static_cast<float>(f.exposure);
    c.forward = glm::vec3(view.camera.pose.forward());
    c.ortho = view.camera.orthoHeight ? 1.0f : 0.0f;
    c.toSun = glm::vec3(f.sun.toSun);
    c.sunLux = glm::vec3(snapshot.daylight.sunLux);
    c.sunDisc = glm::vec3(snapshot.daylight.toSun);
    c.sunDiscNits = glm::vec3(optics::discLuminance(snapshot.daylight.sunLux));
    c.sunMap = state.sunMap.live ? state.sunMap.live.slot() : 0;
    c.sunTint = f.sunShadows.tinted ? state.sunMap.tint.slot() : shader::kNoTexture;
    c.atlasTint = f.lampShadows.tinted ? state.atlas.tint.slot() : shader::kNoTexture;
    c.size = glm::vec2(view.width, view.height);
    c.invSize = 1.0f / c.size;
    for (std::size_t i = 0; i < 9; ++i) c.skyIrradiance[i] = glm::vec4(glm::vec3(state.sky->irradiance()[i]), 0);
    c.skyCube = c.reflectionCube = state.skyCube.slot();
    c.reflectionMips = static_cast<float>(state.skyCube.desc().mips - 1);
    c.occlusionMap = target.occlusion ? target.occlusion.slot() : state.white.slot();
    c.indirectMap = target.indirect ? target.indirect.slot() : 0;
    c.lampAtlas = state.atlas.live ? state.atlas.live.slot() : 0;
    c.atlasTexel = 1.0f / static_cast<float>(quality.atlasSize);
    c.lampCount = static_cast<std::uint32_t>(f.lamps.lamps.size());
    if (c.lampCount) c.lamps = commands.upload(std::span<const shader::GpuLamp>(f.lamps.lamps)).address;
    c.cutHeight = view.cutHeight ? static_cast<float>(view.cutHeight->value - f.origin.y) : 1e9f;
    c.occlusionRadius = 0.7f;
    c.projectionScale = static_cast<float>(f.camera.pixelsPerMetre);
    c.horizon = glm::vec3(state.sky->horizon());
    c.frameIndex = static_cast<float>(quality.index);
    c.wallFill = kWallFill;
    c.mipBias = static_cast<float>(quality.mipBias);
    c.gridCentre = glm::vec3(-f.origin);
    c.groundHeight = static_cast<float>((snapshot.ground ? snapshot.ground->value : 0.0) - f.origin.y) + 0.002f;
    c.clayExposure = 1;
    if (snapshot.probes && state.probesOf) {
        if (const auto& cube = snapshot.probes->reflection) {
            c.reflectionCube = state.room.slot();
            c.reflectionMips = static_cast<float>(state.room.desc().mips - 1);
            c.roomCentre = glm::vec3(cube->centre - f.origin);
            c.roomLow = glm::vec3(cube->walls.min - f.origin);
            c.roomHigh = glm::vec3(cube->walls.max - f.origin);
        }
        const auto& grid = *snapshot.probes;
        c.gridOrigin = glm::vec3(grid.origin - f.origin);
        c.gridStep = glm::vec3(grid.step);
        c.gridCount = grid.count;
        c.probeLight = state.probes.light();
        c.probeDepth = state.probes.depth();
        c.probeTexel = state.probes.texel();
    }
    finishMirrors(commands, f, detail);
    return f;
}

}  // namespace recce::render
