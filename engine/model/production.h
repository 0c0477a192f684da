// The production: one immutable value. Whoever holds a root may read it on any thread for ever.
#pragma once

#include <map>
#include <memory>
#include <tuple>

#include "model/table.h"
#include "model/types.h"

namespace recce {

/// Copies of the catalogue rows that this production uses, so that a later Recce cannot change an old plan.
struct UsedCatalogue {
    std::map<CatalogueKey, CameraBody> bodies;
    std::map<CatalogueKey, LensSet> lensSets;
    std::map<CatalogueKey, Fixture> fixtures;
    std::map<CatalogueKey, Support> supports;
    std::map<CatalogueKey, Gel> gels;
    std::map<CatalogueKey, Fabric> fabrics;
    std::map<CatalogueKey, Photometry> photometries;
    std::map<CatalogueKey, FrameAspect> aspects;  ///< chosen from, never kept by a production
    bool operator==(const UsedCatalogue&) const = default;
};

struct Production {
    std::shared_ptr<const ProductionInfo> info = std::make_shared<ProductionInfo>();
    std::shared_ptr<const UsedCatalogue> used = std::make_shared<UsedCatalogue>();
    std::shared_ptr<const std::vector<Waiver>> waivers = std::make_shared<std::vector<Waiver>>();
    std::tuple<Table<Character>, Table<Asset>, Table<Set>, Table<SetPiece>, Table<Scene>, Table<Mark>, Table<CameraRig>,
               Table<Light>, Table<Setup>, Table<Shot>, Table<ShootDay>, Table<Note>, Table<MeterPoint>>
        tables;

    template <class T> const Table<T>& all() const { return std::get<Table<T>>(tables); }
    template <class T> Table<T>& all() { return std::get<Table<T>>(tables); }
    /// Null when there is none.
    template <class T> const T* find(Id<T> id) const { return all<T>().find(id); }
};

using Root = std::shared_ptr<const Production>;

}  // namespace recce
