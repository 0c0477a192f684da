// Sight on cooked models: instances, materials, glass, mirrored and flattened transforms. The file is laid out by hand.
#include <gtest/gtest.h>

#include <cstring>

#include <sys/mman.h>
#include <unistd.h>

#include "sight/scene.h"

namespace recce {
namespace {

class FileMaker {
public:
    template <class T>
    void add(cooked::Section section, const std::vector<T>& items) {
        auto& entry = header_.sections[static_cast<std::size_t>(section)];
        body_.resize((body_.size() + 63) / 64 * 64);
        entry.offset = kStart + body_.size();
        entry.count = items.size();
        const auto* bytes = reinterpret_cast<const char*>(items.data());
        body_.append(bytes, items.size() * sizeof(T));
    }
    Result<std::shared_ptr<const cooked::Model>> open() {
        header_.headerSize = sizeof(cooked::Header);
        header_.fileSize = kStart + body_.size();
        std::string bytes(kStart, '\0');
        std::memcpy(bytes.data(), &header_, sizeof header_);
        bytes += body_;
        const Descriptor memory(memfd_create("cooked", MFD_CLOEXEC));
        if (write(memory.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) return fail(Code::Unwritable, "memory");
        RECCE_TRY(MappedFile map, MappedFile::openDescriptor(memory.get(), "memory"));
        return cooked::Model::openMapped(std::move(map), "memory");
    }
    cooked::Header& header() { return header_; }

private:
    static constexpr std::size_t kStart = (sizeof(cooked::Header) + 63) / 64 * 64;
    cooked::Header header_;
    std::string body_;
};

/// A unit square in the XY plane that faces +Z, placed four times: as it is, two metres behind and mirrored, a metre
/// before as glass, and flattened to nothing.
std::shared_ptr<const cooked::Model> squares() {
    FileMaker file;
    std::vector<cooked::Vertex> vertices(4);
    vertices[0].position = {-0.5f, -0.5f, 0};
    vertices[1].position = {0.5f, -0.5f, 0};
    vertices[2].position = {0.5f, 0.5f, 0};
    vertices[3].position = {-0.5f, 0.5f, 0};
    cooked::Mesh mesh;
    mesh.boundsMin = {-0.5f, -0.5f, 0};
    mesh.boundsMax = {0.5f, 0.5f, 0};
    mesh.vertexCount = 4;
    mesh.lodCount = 1;
    mesh.material = 0;
    mesh.sourceTriangles = 2;
    cooked::Lod lod;
    lod.indexCount = 6;
    std::vector<cooked::Material> materials(3);
    materials[0].baseColour = {0.6f, 0.4f, 0.2f, 1};
    materials[0].textures[cooked::kBaseColour].texture = 0;
    materials[1].emissive = {1, 0.5f, 0};
    materials[2].transmission = 1;
    cooked::Texture missing;
    missing.mean = {0.5f, 0.5f, 0.5f, 1};
    std::vector<cooked::Instance> instances(4);
    instances[0].transform = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
    instances[1].transform = {-2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, -2};
    instances[1].material = 1;
    instances[2].transform = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1};
    instances[2].material = 2;
    instances[3].transform = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5f};
    file.header().boundsMin = {-1, -1, -2};
    file.header().boundsMax = {1, 1, 1};
    file.add(cooked::Section::Instances, instances);
    file.add(cooked::Section::Meshes, std::vector{mesh});
    file.add(cooked::Section::Lods, std::vector{lod});
    file.add(cooked::Section::Vertices, vertices);
    file.add(cooked::Section::Indices, std::vector<std::uint32_t>{0, 1, 2, 0, 2, 3});
    file.add(cooked::Section::Materials, materials);
    file.add(cooked::Section::Textures, std::vector{missing});
    file.add(cooked::Section::Report, std::vector<char>{'{', '}'});
    auto model = file.open();
    EXPECT_TRUE(model) << (model ? "" : toText(model.error()));
    return model ? *model : nullptr;
}

TEST(SightModel, InstancesMaterialsAndGlass) {
    const auto model = squares();
    ASSERT_TRUE(model);
    const auto trees = makeSightModel(model);
    SightContents contents;
    Mat4 moved(1);
    moved[3] = Vec4(10, 1, 0, 1);
    contents.pieces = {{trees, Mat4(1), 5}, {trees, moved, 6}};
    const auto scene = SightScene::make(contents);
    EXPECT_NEAR(scene->bounds().min.z, -2, 1e-6);
    EXPECT_NEAR(scene->bounds().max.x, 11, 1e-6);

    const SightRay ray{{0.2, 0.1, 3}, {0, 0, -1}};
    const auto pane = scene->cast(ray, SightGlass::Solid);
    ASSERT_TRUE(pane);
    EXPECT_NEAR(pane->distance, 2, 1e-9);
    EXPECT_EQ(pane->part, 2u);
    const auto square = scene->cast(ray, SightGlass::Through);
    ASSERT_TRUE(square);
    EXPECT_NEAR(square->distance, 3, 1e-9);
    EXPECT_EQ(square->tag, 5u);
    EXPECT_FALSE(square->backFace);
    EXPECT_NEAR(scene->surface(*square).albedo.x, 0.3, 1e-6);  // base colour times the texture's mean
    EXPECT_NEAR(scene->surface(*square).albedo.z, 0.1, 1e-6);

    // Beside the small square the ray goes on to the big mirrored one, whose front still faces +Z.
    const auto lamp = scene->cast({{0.8, 0.1, 3}, {0, 0, -1}}, SightGlass::Through);
    ASSERT_TRUE(lamp);
    EXPECT_NEAR(lamp->distance, 5, 1e-9);
    EXPECT_EQ(lamp->part, 1u);
    EXPECT_TRUE(lamp->normal == Vec3(0, 0, 1));
    EXPECT_FALSE(lamp->backFace);
    EXPECT_NEAR(scene->surface(*lamp).emitted.y, 0.5 * static_cast<double>(cooked::kEmissiveNits), 1e-3);

    const auto other = scene->cast({{10.2, 1.1, 3}, {0, 0, -1}}, SightGlass::Through);
    ASSERT_TRUE(other);
    EXPECT_EQ(other->tag, 6u);
    EXPECT_NEAR(other->distance, 3, 1e-9);
}

}  // namespace
}  // namespace recce
