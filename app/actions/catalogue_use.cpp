#include "app/actions/catalogue_use.h"

#include <fmt/format.h>

#include "base/text.h"
#include "model/catalogue.h"

namespace recce {
namespace {

template <class T> std::string makerOf(const T& row) {
    if constexpr (requires { row.maker; }) return row.maker;
    else return {};
}

/// Exact key; else exact name, with or without the maker; else the only row whose name holds the text.
template <class T>
Result<CatalogueKey> resolve(const std::map<CatalogueKey, T>& own, const std::map<CatalogueKey, T>* all,
                             std::string_view kind, const std::string& text) {
    std::map<CatalogueKey, T> rows = own;
    if (all) rows.insert(all->begin(), all->end());
    const std::string wanted = folded(trimmed(text));
    if (const auto at = rows.find(wanted); at != rows.end()) return at->first;
    std::vector<CatalogueKey> exact, within;
    for (const auto& [key, row] : rows) {
        const std::string name = folded(row.name), full = folded(makerOf(row) + " " + row.name);
        if (name == wanted || full == wanted) exact.push_back(key);
        else if (full.find(wanted) != std::string::npos || key.find(wanted) != std::string::npos) within.push_back(key);
    }
    if (exact.size() == 1) return exact.front();
    if (exact.empty() && within.size() == 1 && !wanted.empty()) return within.front();
    const auto& several = exact.empty() ? within : exact;
    std::string list;
    for (std::size_t i = 0; i < several.size() && i < 6; ++i) list += (i ? ", " : "") + several[i];
    if (!several.empty() && !wanted.empty())
        return fail(Code::Usage, fmt::format("Several rows of the catalogue are called '{}'.", toCleanText(text)), text, "Say which: " + list + ".");
    return fail(Code::NotFound, fmt::format("The catalogue has no {} '{}'.", kind, toCleanText(text)), text,
                "Give the key of a row, such as arri.alexa35.");
}

}  // namespace

Result<CatalogueKey> catalogueKey(const ActionInput& in, std::string_view field, const std::string& text) {
    if (!in.context.catalogue || trimmed(text).empty()) return CatalogueKey(toCleanText(text));
    const UsedCatalogue& own = *in.production.used;
    const UsedCatalogue& all = *in.context.catalogue;
    if (field == "body") return resolve(own.bodies, &all.bodies, "camera", text);
    if (field == "lens-set") return resolve(own.lensSets, &all.lensSets, "lens set", text);
    if (field == "support") return resolve(own.supports, &all.supports, "support", text);
    if (field == "fixture") return resolve(own.fixtures, &all.fixtures, "fixture", text);
    if (field == "gel") return resolve(own.gels, &all.gels, "gel", text);
    if (field == "fabric") return resolve(own.fabrics, &all.fabrics, "fabric", text);
    if (field == "photometry") return resolve(own.photometries, &all.photometries, "measured light", text);
    return CatalogueKey(toCleanText(text));
}

Result<Fixture> findFixture(const ActionInput& in, const std::string& text) {
    const UsedCatalogue& own = *in.production.used;
    RECCE_TRY(const CatalogueKey key, resolve(own.fixtures, in.context.catalogue ? &in.context.catalogue->fixtures : nullptr, "fixture", text));
    if (const auto at = own.fixtures.find(key); at != own.fixtures.end()) return at->second;
    return in.context.catalogue->fixtures.at(key);
}

Result<Production> withRowsOf(const ActionInput& in, const CameraRig& rig) {
    Production with = in.production;
    if (!in.context.catalogue) return with;
    Production holding = with;
    holding.all<CameraRig>() = holding.all<CameraRig>().with(rig.id, std::make_shared<const CameraRig>(rig));
    with.used = std::make_shared<const UsedCatalogue>(usedRows(holding, *in.context.catalogue));
    return with;
}

}  // namespace recce
