// The models of a production for commands that draw or measure: read before anything is drawn, from the cache where they
// are known. Knows no window.
#pragma once

#include <filesystem>
#include <map>
#include <memory>

#include "app/set_sight.h"
#include "app/stage.h"

namespace recce::cli {

class ProjectModels {
public:
    explicit ProjectModels(std::filesystem::path folder) : folder_(std::move(folder)) {}
    /// Reads what the pieces of a scene (null: of all scenes) need. A model that cannot be read is named on standard
    /// error; a box of its last known size stands in.
    Status read(const Production& production, Id<Scene> scene);
    ModelOf source() const;
    /// For SetSights: reads what is asked for. This object must outlive the function.
    SightModelOf sights();

private:
    Status readOne(const Asset& asset);
    std::filesystem::path folder_;
    std::shared_ptr<std::map<Id<Asset>, std::shared_ptr<const cooked::Model>>> models_ =
        std::make_shared<std::map<Id<Asset>, std::shared_ptr<const cooked::Model>>>();
};

}  // namespace recce::cli
