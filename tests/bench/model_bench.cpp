// How long the document takes where a film is very large. A commit among 10,000 scenes has a budget of one millisecond;
// files are measured with 500 scenes, 5,000 marks and 5,000 cameras. Run by hand; not a test.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "base/ids.h"
#include "model/document.h"
#include "model/project.h"
#include "model/rank.h"

namespace {
using namespace recce;

Production largeFilm(std::uint64_t scenes, std::uint64_t each) {
    EditBuilder b{Production()};
    Rank rank;
    for (std::uint64_t i = 1; i <= scenes; ++i) {
        // Ids as random as in life, but the same every time.
        const std::uint64_t id = i * 0x9E3779B97F4A7C15ull;
        Scene scene;
        scene.id = {id};
        scene.rank = rank = rankBetween(rank, {});
        scene.number = std::to_string(i);
        scene.setName = "KITCHEN";
        b.put(scene);
        for (std::uint64_t m = 0; m < each; ++m) {
            Mark mark;
            mark.id = {id + m};
            mark.scene = {id};
            b.put(mark);
            CameraRig rig;
            rig.id = {id + m};
            rig.scene = {id};
            rig.letter = "A";
            b.put(rig);
        }
    }
    return b.now();
}

Edit moveCamera(const Production& p, std::uint64_t i, double x) {
    EditBuilder b(p);
    b.change(Id<CameraRig>{i * 0x9E3779B97F4A7C15ull}, [&](CameraRig& r) { r.keys.front().position.x = x; });
    return b.finish("Move camera", {});
}

void commitOneOfTenThousand(benchmark::State& state) {
    Document document(largeFilm(10000, 1));
    std::uint64_t i = 0;
    for (auto _ : state) {
        ++i;
        const Edit edit = moveCamera(document.production(), 1 + i % 10000, static_cast<double>(i));
        if (!document.commit(edit)) state.SkipWithError("refused");
    }
}
BENCHMARK(commitOneOfTenThousand)->Unit(benchmark::kMicrosecond);

void undoOneOfTenThousand(benchmark::State& state) {
    Document document(largeFilm(10000, 1));
    (void)document.commit(moveCamera(document.production(), 77, 3));
    for (auto _ : state) {
        if (!document.undo() || !document.redo()) state.SkipWithError("refused");
    }
}
BENCHMARK(undoOneOfTenThousand)->Unit(benchmark::kMicrosecond);

void dirtyAfterOneCommit(benchmark::State& state) {
    Document document(largeFilm(10000, 1));
    std::uint64_t i = 0;
    for (auto _ : state) {
        state.PauseTiming();
        (void)document.commit(moveCamera(document.production(), 77, static_cast<double>(++i)));
        state.ResumeTiming();
        benchmark::DoNotOptimize(document.dirty());
    }
}
BENCHMARK(dirtyAfterOneCommit)->Unit(benchmark::kMicrosecond);

void saveOneChange(benchmark::State& state) {
    const auto folder = std::filesystem::temp_directory_path() / ("recce-bench-" + hexText(randomId()));
    auto project = Project::create(folder, largeFilm(500, 10));
    if (!project) return state.SkipWithError("cannot be made");
    std::uint64_t i = 0;
    for (auto _ : state) {
        (void)(*project)->document().commit(moveCamera((*project)->production(), 77, static_cast<double>(++i)));
        if (!(*project)->save()) state.SkipWithError("cannot be saved");
    }
    project->reset();
    std::filesystem::remove_all(folder);
}
BENCHMARK(saveOneChange)->Unit(benchmark::kMillisecond);

void openWhole(benchmark::State& state) {
    const auto folder = std::filesystem::temp_directory_path() / ("recce-bench-" + hexText(randomId()));
    if (!Project::create(folder, largeFilm(500, 10))) return state.SkipWithError("cannot be made");
    for (auto _ : state) {
        if (!Project::open(folder, OpenFor::Reading)) state.SkipWithError("cannot be opened");
    }
    std::filesystem::remove_all(folder);
}
BENCHMARK(openWhole)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
