// How large a unit of the model is and which way is up: what the file says, what its format says, or what is plausible.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "asset/importer_client.h"
#include "base/math.h"

struct aiScene;

namespace recce::importer {

/// Sources: "user", "file", "format", "proposed".
struct UnitsAndUp {
    double metresPerUnit = 1;
    std::string unitsSource = "format";
    asset::UpAxis up = asset::UpAxis::Y;
    std::string upSource = "format";
    /// What is still to be done to the reader's result, which for some formats is converted already.
    double scale = 1;
    Mat3 turn{1.0};
    /// Nothing is stated: choosePlausible() decides by size.
    bool unitsUnknown = false, upUnknown = false;
    std::string proposal;  ///< for the report
};

/// `content` is the model file. Formats are those of importer/sniff.h. `packageUnit`: metres, where an archive states them.
UnitsAndUp statedUnits(const std::string& format, std::string_view content, const aiScene& scene, double packageUnit);

/// `size`: of the model as read, in its own units and axes (see `turn`).
void choosePlausible(UnitsAndUp& units, const std::string& format, const Vec3& size);

void applyUserChoice(UnitsAndUp& units, std::optional<double> metresPerUnit, std::optional<asset::UpAxis> up);

}  // namespace recce::importer
