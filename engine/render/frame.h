// One sample of one frame: its pictures, its constants and its passes. For the .cpp files of this module only.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "gpu/frame_graph.h"
#include "render/caster_hull.h"
#include "render/draw_list.h"
#include "render/lamp_textures.h"
#include "render/probe_textures.h"
#include "render/lighting.h"
#include "render/renderer.h"
#include "render/sky.h"

namespace recce::render {

inline constexpr VkFormat kLinearFormat = VK_FORMAT_R16G16B16A16_SFLOAT;
inline constexpr VkFormat kDisplayFormat = VK_FORMAT_R8G8B8A8_UNORM;
inline constexpr VkFormat kDepthFormat = VK_FORMAT_D32_SFLOAT;
inline constexpr VkFormat kTagFormat = VK_FORMAT_R32_UINT;

/// The steps of one sample, in order. What one has made the next ones read.
enum class Stage : std::uint32_t { Shadows, Depth, Occlusion, Soften, Light, Show, Count };
inline constexpr std::size_t kStages = static_cast<std::size_t>(Stage::Count);

/// What of a sample one recording draws: whole stages from `first` to `last`, or some rows of one of them. A sample drawn
/// in portions has the same bytes as one drawn at once.
struct Portion {
    Stage first = Stage::Shadows, last = Stage::Show;
    std::uint32_t top = 0, bottom = ~0u;  ///< rows, multiples of kPortionRows but for the picture's end
    bool has(Stage stage) const { return first <= stage && stage <= last; }
};
inline constexpr std::uint32_t kPortionRows = 16;

struct Target::State {
    VkExtent2D size{};
    VkSampleCountFlagBits multisample = VK_SAMPLE_COUNT_1_BIT;
    gpu::Image colours, depths;     ///< multisampled
    gpu::Image linear, depth;       ///< resolved
    gpu::Image occlusionRaw, occlusion, indirectRaw, indirect;  ///< half size
    gpu::Image sum, display, tags, tagDepth;
    gpu::Buffer meter;
    std::uint32_t samples = 0;
    std::uint64_t key = 0;
    bool coarse = false;          ///< some portion of this sample still lacked textures
    bool shown = false;           ///< `display` holds a picture, maybe an older one
    gpu::Image before;            ///< the last picture, of another size, until there is one of this size
    Portion next{Stage::Shadows, Stage::Shadows, 0, 0};  ///< where the sample that is being drawn goes on
    Portion last;                 ///< what the last call of draw() recorded
    std::vector<std::unique_ptr<State>> mirrors;  ///< the pictures in plane mirrors
    std::array<double, kStages> cost{};  ///< milliseconds of a whole stage for each million pixels; 0: not known yet
};

/// What a frame is drawn with: one function, two qualities.
struct Quality {
    std::uint32_t index = 0;      ///< of the sample
    VkSampleCountFlagBits multisample = VK_SAMPLE_COUNT_4_BIT;
    bool wholeMeshes = false;
    bool rough = false;           ///< levels of detail that keep no seams
    double pixelError = 0.25;
    std::uint32_t sunMapSize = 2048, atlasSize = 2048;
    double smallest = 0;          ///< pixels across: parts that are smaller are left out of the picture
    double mipBias = 0;
    std::uint64_t points = ~0ull; ///< of clouds, at most about so many
    std::uint32_t shadowTaps = 4;
    std::uint64_t uploadBudget = ~0ull;
    std::size_t mirrors = 4;      ///< that show a picture, at most kMirrors
    std::uint32_t mirrorPart = 1; ///< their pictures have so many times fewer pixels a side
    bool seenShadows = false;     ///< shadows of what throws them into the picture alone: for maps that no other picture will use
    bool keepStill = false;       ///< keeps the shadows of sets apart from those of people, for the next pictures
    bool allMips = true;          ///< else coarser ones where those that are wanted do not fit into the textures' budget
};

struct FrameStats {
    std::uint32_t draws = 0;
    std::uint64_t triangles = 0;
    bool resident = true;
};

/// The ball round a lamp in which what shines is its own glass, and hides nothing of it; as the tracers have it.
struct OwnGlass {
    glm::vec3 centre{0};
    float radius = 0;
    bool holds(const Part& part) const { return radius > 0 && part.glows && glm::length(part.centre - centre) < part.radius + radius; }
};

/// A square of a shadow map, and what throws shadows into it.
struct ShadowSquare {
    std::uint32_t x = 0, y = 0, side = 0;  ///< texels, from the top left
    Mat4 matrix{1};                        ///< frame space -> clip
    Region region;
    Detail detail;
    OwnGlass own;
    glm::vec4 light{0};                    ///< DrawPush::light
    bool tinted = false;                   ///< of its light some goes through glass
};
struct ShadowPlan {
    std::vector<ShadowSquare> squares;
    bool tinted = false;                   ///< some square is
};
/// Parts that are smaller than so many texels throw no shadow that a map can hold.
inline constexpr double kSmallestCaster = 0.5;

/// A square that a shadow map holds. The pieces are held with it: their address is part of the key.
struct HeldSquare {
    std::uint32_t x = 0, y = 0, side = 0;
    std::uint64_t key = 0;
    std::shared_ptr<const Pieces> of;
};
struct ShadowMap {
    gpu::Image live;   ///< what light is looked up in
    gpu::Image still;  ///< the same without people, where there are any
    gpu::Image tint;   ///< what glass does to its light: see shaders/tint.frag
    std::vector<HeldSquare> liveHolds, stillHolds;
    HeldSquare tintHolds;
};

struct Renderer::State {
    State(gpu::Device& d, std::uint64_t textureBudget) : device(&d), store(d, textureBudget) {}
    gpu::Device* device;
    ModelStore store;
    PieceShelf pieces;
    ShadowMap sunMap, atlas;
    gpu::Image skyCube, white;
    gpu::Buffer floorVertices, floorIndices;
    std::optional<Daylight> skyOf;
    std::unique_ptr<SkyModel> sky;
    std::shared_ptr<const ProbeGrid> probesOf;
    ProbeTextures probes;  ///< of probesOf
    gpu::Image room;
    LampTextures lampTextures;
    gpu::Image acesTable;  ///< made when first wanted
    gpu::Image lutTable;
    std::shared_ptr<const optics::ShowLut> lutOf;  ///< what lutTable holds
};

/// Images of the view's size; keeps what fits. `sampled`: the shown picture is read by other drawings.
Status prepareTarget(gpu::Device& device, Target::State& target, const View& view, const Snapshot& snapshot,
                     VkSampleCountFlagBits multisample, bool sampled);
/// The picture that samples are added up in; after prepareTarget.
Status prepareSum(gpu::Device& device, Target::State& target, bool wanted);
/// Sky, probes and the endless floor on the device.
Status prepareScene(Renderer::State& state, gpu::Commands& commands, const Snapshot& snapshot);

struct Mirrored;
/// Everything that the passes of one sample share.
struct Frame {
    Renderer::State& state;
    Target::State& target;
    const Snapshot& snapshot;
    const View& view;
    const Quality& quality;
    Vec3 origin{0};
    CameraMatrices camera;
    SunMap sun;
    LampPlan lamps;
    double exposure = 0;
    Shown shown;
    DrawList seen;
    std::optional<Draw> floor;
    shader::FrameConstants constants{};
    FrameStats stats;
    VkRect2D rows{};   ///< of the portion, whole picture
    std::vector<std::shared_ptr<Mirrored>> mirrored;
    bool alone = false;  ///< nothing of its pictures is kept but what is drawn now
    std::optional<SeenBody> seenAlone{};  ///< what shadows are wanted for; none: for every view of the set
    ShadowPlan sunShadows{}, lampShadows{};
};
/// The picture in one mirror: the frame of the camera's image behind it.
struct Mirrored {
    View view;
    Frame frame;
    Mirrored(const Frame& of, Target::State& target, const View& own);
};
/// Chooses the mirrors that the frame shows and makes their pictures' room; before anything is brought or selected.
Status planMirrors(Frame& frame);
/// What the mirrors' frames share with the frame, once that is complete.
void finishMirrors(gpu::Commands& commands, Frame& frame, const Detail& detail);
/// What a mirror shows.
Region regionOf(const Mirrored& mirror);

/// Brings textures for a view, about `quality.uploadBudget` bytes; true when all that it needs are there.
Result<bool> bringTextures(Renderer::State& state, gpu::Commands& commands, const Snapshot& snapshot, const View& view,
                           const Quality& quality);
/// Records shadow maps, depth, occlusion, light and accumulation of one sample, or a portion of them.
Result<FrameStats> drawSample(Renderer::State& state, gpu::Commands& commands, const Snapshot& snapshot, const View& view,
                              const Quality& quality, Target::State& target, const Portion& portion = {});
/// One triangle over the whole picture.
void drawTriangle(gpu::Commands& commands, const shader::PicturePush& push);
/// Records meter and view transform of `samples` accumulated samples into the display picture. After drawSample.
void drawDisplay(const Renderer::State& state, gpu::Commands& commands, const Snapshot& snapshot, const View& view, Target::State& target,
                 std::uint32_t samples);
/// Records the numbers of what is seen, or (selected only) of the selection through everything.
enum class Tags { Seen, Selected };
Status drawTags(Frame& frame, gpu::Commands& commands, Tags which, const VkRect2D& area);
/// A frame with its camera and parts, nothing recorded but uploads.
Result<Frame> beginFrame(Renderer::State& state, gpu::Commands& commands, const Snapshot& snapshot, const View& view, const Quality& quality,
                         Target::State& target, const Portion& portion = {});

/// The squares of the sun's map and of the lamps' atlas that a frame wants, once both are planned; says which lamps shine
/// through glass.
void planShadows(Frame& frame);
/// The pictures of one map, `side` texels a side; after planShadows.
Status fitShadows(gpu::Device& device, ShadowMap& map, const ShadowPlan& plan, std::uint32_t side, bool keepStill);
/// Adds what brings the squares that the map does not hold yet, and what `light` reads of it; the graph must run: they are
/// taken to be held from now on.
void addShadowPasses(gpu::FrameGraph& graph, std::vector<gpu::FrameGraph::Use>& light, const Frame& frame, ShadowMap& map, const ShadowPlan& plan);

struct Pass {
    gpu::PipelineDesc opaque, twoSided, mask, blend;
    std::optional<gpu::PipelineDesc> points;  ///< none: clouds are left out
    std::optional<gpu::PipelineDesc> under;  ///< every draw goes through this one first
    bool blended = false;  ///< draws the blended group, and nothing else
    bool all = false;      ///< draws every group
    glm::mat4 matrix{1};   ///< of shadow maps
    glm::vec4 light{0};    ///< DrawPush::light
};
void recordDraws(gpu::Commands& commands, const std::vector<Draw>& draws, const Pass& pass);
/// Pipelines that write depth only; `shadow` takes the pass's own matrix and a bias.
Pass depthPass(VkSampleCountFlagBits samples, bool shadow, bool cut);

}  // namespace recce::render
