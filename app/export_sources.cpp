// The board painter and the set cutter as the functions that exporters call; see export_sources.h.
#include "app/export_sources.h"


namespace recce {

BoardSource boardSource(Root root, BoardPainter& painter, DisplayLook look, CancelToken cancel) {
    return [root = std::move(root), &painter, look = std::move(look), cancel](Id<Shot> shot, std::uint32_t, std::uint32_t) -> Result<Picture> {
        BoardWish wish;
        wish.width = kBoardLimit;
        wish.look = look;
        wish.cancel = cancel;
        RECCE_TRY(render::Finished finished, painter.shot(*root, shot, wish));
        return std::move(finished.picture);
    };
}

SectionSource sectionSource(Root root, ModelOf models) {
    return [root = std::move(root), models = std::move(models)](Id<Scene> id, Metres height) -> Result<Section> {
        std::vector<SectionMesh> meshes;
        const Scene* scene = root->find(id);
        const Id<Set> set = scene && !scene->sets.empty() ? scene->sets.front() : Id<Set>{};
        for (const SetPiece& piece : root->all<SetPiece>()) {
            const auto* ofScene = std::get_if<Id<Scene>>(&piece.owner);
            const auto* ofSet = std::get_if<Id<Set>>(&piece.owner);
            const bool here = ofScene ? *ofScene == id : *ofSet == set && set;
            if (!here || !piece.visible) continue;
            const Mat4 transform = toMatrix(piece.pose, Vec3(piece.scale));
            if (const auto model = models(piece.asset)) {
                for (SectionMesh& mesh : sectionMeshes(*model, transform)) meshes.push_back(std::move(mesh));
            } else if (const Asset* asset = root->find(piece.asset)) {
                meshes.push_back(sectionBox(asset->lastBounds, transform));
            }
        }
        return sectionOf(meshes, height, sheets::airOf(*root, id));
    };
}

}  // namespace recce
