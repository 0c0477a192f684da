// The check of cooked files: whatever is changed in one, it is either refused or safe to walk through to the end.
#include "asset/cooked.h"

#include <random>

#include <sys/mman.h>

#include "importer/models.h"

namespace recce::test {
namespace {

class Cooked : public ImporterTest {
protected:
    /// A cooked file with all that one can have.
    std::string file() {
        put("triangle.bin", triangleBuffer());
        put("a.png", png(8, 4));
        json gltf = triangleGltf();
        gltf["images"] = json::parse(R"([{"uri":"a.png"}])");
        gltf["textures"] = json::parse(R"([{"source":0}])");
        gltf["materials"][0]["normalTexture"]["index"] = 0;
        gltf["cameras"] = json::parse(R"([{"type":"perspective","perspective":{"yfov":0.7,"znear":0.1}}])");
        gltf["extensionsUsed"] = {"KHR_lights_punctual"};
        gltf["extensions"]["KHR_lights_punctual"]["lights"] = json::parse(R"([{"type":"point","intensity":5}])");
        gltf["nodes"].push_back(json::parse(R"({"name":"lamp","camera":0,"extensions":{"KHR_lights_punctual":{"light":0}}})"));
        gltf["scenes"][0]["nodes"] = {0, 1};
        EXPECT_TRUE(import(put("all.gltf", gltf.dump())).has_value());
        for (const auto& entry : fs::directory_iterator(folder_ / "cache" / "models"))
            if (entry.path().extension() == ".set") {
                std::ifstream in(entry.path(), std::ios::binary);
                return std::string((std::istreambuf_iterator<char>(in)), {});
            }
        ADD_FAILURE() << "no cooked file";
        return {};
    }
    static Result<std::shared_ptr<const cooked::Model>> open(const std::string& bytes) {
        Descriptor memory(memfd_create("cooked", MFD_CLOEXEC));
        EXPECT_EQ(write(memory.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
        auto map = MappedFile::openDescriptor(memory.get(), "memory");
        if (!map) return fail(map.error());
        return cooked::Model::openMapped(std::move(*map), "memory");
    }
    /// Touches everything that a user of the model may.
    static double walk(const cooked::Model& m) {
        double sum = 0;
        for (const auto& i : m.instances()) sum += static_cast<double>(m.meshes()[i.mesh].vertexCount + m.text(i.name).size());
        for (const auto& mesh : m.meshes())
            for (const auto& lod : m.lods().subspan(mesh.firstLod, mesh.lodCount)) {
                for (const auto index : m.indices().subspan(lod.firstIndex, lod.indexCount)) sum += m.vertices()[mesh.firstVertex + index].position[0];
                for (const auto& c : m.clusters().subspan(lod.firstCluster, lod.clusterCount)) sum += m.indices()[c.firstIndex + c.indexCount - 1];
            }
        for (const auto& material : m.materials())
            for (const auto& use : material.textures)
                if (use.texture != cooked::kNone) sum += m.textures()[use.texture].width;
        for (const auto& t : m.textures())
            for (std::uint32_t mip = 0; mip < t.mipCount; ++mip) sum += std::to_integer<int>(m.texels(t, mip).back());
        return sum;
    }
};

TEST_F(Cooked, AWholeFileOpens) {
    const auto model = open(file());
    ASSERT_TRUE(model.has_value()) << toText(model.error());
    EXPECT_EQ((*model)->lights().size(), 1u);
    EXPECT_EQ((*model)->cameras().size(), 1u);
    EXPECT_EQ((*model)->textures().size(), 1u);
    EXPECT_TRUE(std::isfinite(walk(**model)));
}

TEST_F(Cooked, EveryTruncationIsRefused) {
    const std::string whole = file();
    for (std::size_t size = 0; size < whole.size(); size += 1 + size / 37) EXPECT_FALSE(open(whole.substr(0, size)).has_value()) << size;
}

TEST_F(Cooked, ChangedBytesAreRefusedOrHarmless) {
    const std::string whole = file();
    std::mt19937 random(7);
    std::size_t refused = 0;
    constexpr int kRounds = 4000;
    for (int round = 0; round < kRounds; ++round) {
        std::string changed = whole;
        const int changes = 1 + static_cast<int>(random() % 4);
        for (int i = 0; i < changes; ++i) {
            // Half of them in the header, where the counts are.
            const std::size_t at = random() % (round % 2 ? whole.size() : sizeof(cooked::Header));
            changed[at] = round % 3 ? static_cast<char>(random()) : '\xFF';
        }
        const auto model = open(changed);
        if (!model) ++refused;
        else walk(**model);  // out of bounds ends the test program (checked spans)
    }
    EXPECT_GT(refused, kRounds / 4);
}

}  // namespace
}  // namespace recce::test
