// Reading the arguments of an action.
#include "app/actions/helpers.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/actions/catalogue_use.h"
#include "base/text.h"
#include "model/rank.h"

namespace recce {

const std::string* ArgReader::find(std::string_view name) const {
    for (const auto& [key, value] : in_.call.args) {
        if (key == name) return &value;
    }
    return nullptr;
}
std::string ArgReader::text(std::string_view name, std::string otherwise) const {
    const std::string* value = find(name);
    return value ? toCleanText(*value) : std::move(otherwise);
}
Result<bool> ArgReader::flag(std::string_view name, bool otherwise) const {
    const std::string* value = find(name);
    if (!value) return otherwise;
    return parseFlag(*value);
}
Result<std::optional<Vec3>> ArgReader::point(std::string_view name) const {
    const std::string* value = find(name);
    if (!value) return std::optional<Vec3>();
    RECCE_TRY(const Vec3 point, parsePoint(*value));
    return std::optional(point);
}
Result<std::optional<double>> ArgReader::measure(std::string_view name, Quantity quantity, std::optional<double> current) const {
    const std::string* value = find(name);
    if (!value) return std::optional<double>();
    UnitContext units = unitsOf(in_.production);
    units.current = current;
    RECCE_TRY(const double number, parseQuantity(quantity, *value, units));
    return std::optional(number);
}

Result<AnyId> ArgReader::anything(const std::string& value) const {
    if (value == "$last") {
        if (isNull(in_.context.last)) return fail(Code::Usage, "Nothing was made yet.", value);
        return in_.context.last;
    }
    return findAnyByName(in_.production, value, {in_.context.scene});
}

Result<std::vector<AnyId>> ArgReader::things(std::string_view name) const {
    std::vector<AnyId> found;
    const std::string* value = find(name);
    if (!value) {
        if (in_.context.selection.empty())
            return fail(Code::Usage, fmt::format("{} needs {}=: what it is about.", in_.call.action, name));
        return in_.context.selection;
    }
    // A name may itself hold a comma: the whole is tried first.
    if (const auto whole = anything(*value)) return std::vector<AnyId>{*whole};
    for (const std::string& part : split(*value, ',')) {
        RECCE_TRY(const AnyId id, anything(std::string(trimmed(part))));
        if (std::find(found.begin(), found.end(), id) == found.end()) found.push_back(id);
    }
    return found;
}

Result<Id<Scene>> ArgReader::scene() const {
    if (has("scene")) return thing<Scene>("scene");
    if (in_.production.find(in_.context.scene)) return in_.context.scene;
    const auto& scenes = in_.production.all<Scene>();
    if (scenes.size() == 1) return scenes.begin()->id;
    return fail(Code::Usage, scenes.empty() ? "There is no scene yet." : "Say which scene.", {},
                scenes.empty() ? "Make one first: add-scene '1 INT. KITCHEN - DAY'." : "Add scene=NUMBER.");
}

template <class T> Status setByText(const ActionInput& in, T& row, const Field<T>& field, const std::string& text) {
    std::string value = text == "$last" ? toText(in.context.last) : text;
    if (field.spec.kind == FieldKind::Catalogue) {
        RECCE_TRY(value, catalogueKey(in, field.spec.name, value));
    }
    auto json = parseFieldText(field.spec, value, field.get(row), {in.production, {in.context.scene}});
    if (!json) {
        Error error = json.error();
        error.message = fmt::format("{}: {}", field.spec.name, error.message);
        return fail(std::move(error));
    }
    if (auto status = setField(field, row, *json); !status)
        return fail(Code::Usage, fmt::format("{} {}.", field.spec.name, status.error().message), value);
    return {};
}

template <class T> Status ArgReader::fields(T& row) const {
    for (const auto& [key, value] : in_.call.args) {
        const Field<T>* field = findField<T>(key);
        if (!field || !field->spec.editable) continue;
        RECCE_TRY_STATUS(setByText(in_, row, *field, value));
    }
    return {};
}

template <class Rows> Rank rankAtEnd(const Rows& rows) { return rankBetween(rows.empty() ? Rank() : rows.back()->rank, {}); }
template Rank rankAtEnd(const std::vector<const Scene*>&);
template Rank rankAtEnd(const std::vector<const Setup*>&);
template Rank rankAtEnd(const std::vector<const Shot*>&);
template Rank rankAtEnd(const std::vector<const ShootDay*>&);

std::filesystem::path absolutePathOf(const ActionContext& context, const std::string& text) {
    namespace fs = std::filesystem;
    const fs::path path(text);
    if (path.is_absolute()) return path.lexically_normal();
    std::error_code error;
    const fs::path here = (context.workingFolder.empty() ? fs::current_path(error) : context.workingFolder) / path;
    const fs::path there = context.projectFolder / path;
    return (!fs::exists(here, error) && fs::exists(there, error) ? there : here).lexically_normal();
}

std::string keptPathOf(const ActionContext& context, const std::filesystem::path& absolute) {
    namespace fs = std::filesystem;
    if (context.projectFolder.empty()) return absolute.generic_string();
    std::error_code error;
    const fs::path base = fs::weakly_canonical(context.projectFolder, error);
    const fs::path target = fs::weakly_canonical(absolute, error);
    const fs::path relative = target.lexically_relative(base);
    const auto ups = std::count(relative.begin(), relative.end(), fs::path(".."));
    if (relative.empty() || ups > 4 || ups >= std::distance(base.begin(), base.end()) - 1) return target.generic_string();
    return relative.generic_string();
}

#define RECCE_ROW(T) \
    template Status ArgReader::fields(T&) const; \
    template Status setByText(const ActionInput&, T&, const Field<T>&, const std::string&);
RECCE_ROW(Character) RECCE_ROW(Asset) RECCE_ROW(Set) RECCE_ROW(SetPiece) RECCE_ROW(Scene) RECCE_ROW(Mark)
RECCE_ROW(CameraRig) RECCE_ROW(Light) RECCE_ROW(Setup) RECCE_ROW(Shot) RECCE_ROW(ShootDay) RECCE_ROW(Note)
RECCE_ROW(MeterPoint) RECCE_ROW(ProductionInfo)
#undef RECCE_ROW

}  // namespace recce
