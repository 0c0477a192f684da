#include "model/names.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "model/words.h"

namespace recce {
namespace {

std::string nameIn(const Production&, const Character& c) { return c.name; }
std::string nameIn(const Production&, const Asset& a) { return a.path.substr(a.path.find_last_of('/') + 1); }
std::string nameIn(const Production&, const Set& s) { return s.name; }
std::string nameIn(const Production&, const SetPiece& s) { return s.name; }
std::string nameIn(const Production&, const Scene& s) { return s.number; }
std::string nameIn(const Production& p, const Mark& m) {
    const Character* c = p.find(m.character);
    if (!c) return m.label;
    return m.label.empty() ? c->name : c->name + " " + m.label;
}
std::string nameIn(const Production&, const CameraRig& r) { return r.letter; }
std::string nameIn(const Production&, const Light& l) { return l.name; }
std::string nameIn(const Production&, const Setup& s) { return s.label; }
std::string nameIn(const Production&, const Shot& s) { return s.label; }
std::string nameIn(const Production&, const ShootDay& d) { return d.date; }
std::string nameIn(const Production&, const MeterPoint& m) { return m.name; }
std::string nameIn(const Production&, const Note& n) { return n.text.substr(0, n.text.find('\n')); }

// `loose`: where the type is known, a mark also answers to its bare label and a character to the cast number.
bool answersTo(const Production& p, const Mark& m, const std::string& wanted, bool loose) {
    if (folded(nameIn(p, m)) == wanted) return true;
    if (loose && !m.label.empty() && folded(m.label) == wanted) return true;
    // "MARA 1" for MARA VOSS.
    const Character* c = p.find(m.character);
    if (!c || m.label.empty()) return false;
    return folded(c->name.substr(0, c->name.find(' ')) + " " + m.label) == wanted;
}
bool answersTo(const Production&, const Character& c, const std::string& wanted, bool loose) {
    // MARA for MARA VOSS.
    return folded(c.name) == wanted || folded(c.name.substr(0, c.name.find(' '))) == wanted ||
           (loose && c.cast > 0 && std::to_string(c.cast) == wanted);
}
template <class T> bool answersTo(const Production& p, const T& row, const std::string& wanted, bool) {
    const std::string name = nameIn(p, row);
    return !name.empty() && folded(name) == wanted;
}

template <class T>
std::vector<Id<T>> candidates(const Production& p, const std::string& wanted, Id<Scene> scene, bool loose = true) {
    std::vector<Id<T>> exact;
    for (const T& row : p.all<T>()) {
        if (scene && sceneOf(p, AnyId(row.id)) != scene) continue;
        if (answersTo(p, row, wanted, loose)) exact.push_back(row.id);
    }
    return exact;
}

template <class T> std::string nearest(const Production& p, const std::string& wanted) {
    std::string best;
    std::size_t least = std::max<std::size_t>(2, wanted.size() / 3) + 1;
    for (const T& row : p.all<T>()) {
        const std::string name = nameIn(p, row);
        const std::size_t d = editDistance(folded(name), wanted);
        if (!name.empty() && d < least) {
            least = d;
            best = name;
        }
    }
    return best;
}

/// Splits "12/A" where "12" is a scene's number.
std::string_view takeScene(const Production& p, std::string_view text, Id<Scene>& scene) {
    for (std::size_t at = text.find('/'); at != std::string_view::npos; at = text.find('/', at + 1)) {
        const auto found = candidates<Scene>(p, folded(trimmed(text.substr(0, at))), {});
        if (found.empty()) continue;
        scene = found.front();
        return text.substr(at + 1);
    }
    return text;
}

template <class T>
Result<std::vector<Id<T>>> matches(const Production& p, std::string_view text, NameScope scope, bool loose = true) {
    if (const auto id = parseId<T>(text)) {
        if (p.find(*id)) return std::vector<Id<T>>{*id};
        return fail(Code::NotFound, fmt::format("There is no {} with this id.", typeLabel<T>()), std::string(text));
    }
    std::string_view name = trimmed(text);
    if constexpr (!std::is_same_v<T, Scene>) {
        Id<Scene> scene;
        name = takeScene(p, name, scene);
        if (scene) return candidates<T>(p, folded(trimmed(name)), scene, loose);
    }
    const std::string wanted = folded(name);
    if (wanted.empty()) return std::vector<Id<T>>{};
    if (scope.scene) {
        auto here = candidates<T>(p, wanted, scope.scene, loose);
        if (!here.empty()) return here;
    }
    return candidates<T>(p, wanted, {}, loose);
}

}  // namespace

template <class T> std::string nameOf(const Production& production, const T& row) {
    std::string name = nameIn(production, row);
    return name.empty() ? toText(row.id) : name;
}

template <class T> Result<Id<T>> findByName(const Production& production, std::string_view text, NameScope scope) {
    RECCE_TRY(auto found, matches<T>(production, text, scope));
    const std::string kind = std::string(typeLabel<T>()) + " ";
    if (found.empty() && lowered(trimmed(text)).starts_with(kind)) {
        RECCE_TRY(found, matches<T>(production, trimmed(text).substr(kind.size()), scope));
    }
    if (found.size() == 1) return found.front();
    const std::string shown = toCleanText(text);
    if (found.size() > 1) {
        std::string ids;
        for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 4); ++i) {
            const Scene* scene = production.find(sceneOf(production, AnyId(found[i])));
            ids += (ids.empty() ? "" : ", ") + (scene ? "in scene " + scene->number + " " : "") + toText(found[i]);
        }
        return fail(Code::Usage, fmt::format("There are {} called '{}'.", found.size(), shown), shown,
                    "Say which by SCENE/NAME or by id: " + ids + ".");
    }
    std::string wanted = folded(trimmed(text));
    if (const auto slash = wanted.rfind('/'); slash != std::string::npos) wanted.erase(0, slash + 1);
    const std::string near = nearest<T>(production, wanted);
    return fail(Code::NotFound, fmt::format("There is no {} called '{}'.", typeLabel<T>(), shown), shown,
                near.empty() ? "" : "Is it '" + near + "'?");
}

Result<AnyId> findAnyByName(const Production& production, std::string_view text, NameScope scope) {
    if (const auto id = parseAnyId(text)) {
        if (exists(production, *id)) return *id;
        return fail(Code::NotFound, "There is nothing with this id.", std::string(text));
    }
    // A type may stand before the name: "camera A", "shot 12A".
    std::vector<AnyId> found;
    std::string near;
    const std::string low = lowered(trimmed(text));
    forEachType([&]<class T>(Tag<T>) {
        const std::string prefix = std::string(typeLabel<T>()) + " ";
        const bool said = low.starts_with(prefix);
        const std::string_view name = said ? trimmed(text).substr(prefix.size()) : text;
        if (const auto here = matches<T>(production, name, scope, said)) {
            for (const Id<T> id : *here) found.push_back(id);
        }
        if (near.empty()) near = nearest<T>(production, folded(trimmed(text)));
    });
    const std::string shown = toCleanText(text);
    // A setup and the first shot taken from it bear one label: without a kind the shot is meant.
    if (found.size() == 2 && std::holds_alternative<Id<Setup>>(found[0]) && std::holds_alternative<Id<Shot>>(found[1]))
        found.erase(found.begin());
    if (found.size() == 1) return found.front();
    if (found.size() > 1) {
        std::string kinds;
        for (const AnyId& id : found) kinds += (kinds.empty() ? "'" : ", '") + describeThing(production, id) + "'";
        return fail(Code::Usage, fmt::format("'{}' can mean {}.", shown, kinds), shown, "Say which, with its kind or by id.");
    }
    return fail(Code::NotFound, fmt::format("There is nothing called '{}'.", shown), shown,
                near.empty() ? "" : "Is it '" + near + "'?");
}

std::string describeThing(const Production& production, const AnyId& id) {
    return std::visit([&]<class X>(const X& x) -> std::string {
        if constexpr (std::is_same_v<X, std::monostate>) {
            return "the production";
        } else {
            using T = typename X::Row;
            const T* row = production.find(x);
            if (!row) return toText(x);
            const std::string name = nameOf(production, *row);
            if constexpr (std::is_same_v<T, Character> || std::is_same_v<T, Mark> || std::is_same_v<T, SetPiece> ||
                          std::is_same_v<T, Light> || std::is_same_v<T, Asset> || std::is_same_v<T, MeterPoint>) {
                if (!nameIn(production, *row).empty()) return name;
            }
            return std::string(typeLabel<T>()) + " " + name;
        }
    }, id);
}

Id<Scene> sceneOf(const Production& production, const AnyId& id) {
    const auto owner = [](const auto& o) {
        const auto* scene = std::get_if<Id<Scene>>(&o);
        return scene ? *scene : Id<Scene>();
    };
    return std::visit([&]<class X>(const X& x) -> Id<Scene> {
        if constexpr (std::is_same_v<X, std::monostate>) {
            return {};
        } else {
            using T = typename X::Row;
            if constexpr (std::is_same_v<T, Scene>) return x;
            const T* row = production.find(x);
            if (!row) return {};
            if constexpr (requires { row->scene; }) return row->scene;
            else if constexpr (requires { row->owner; }) return owner(row->owner);
            else if constexpr (std::is_same_v<T, Shot>) {
                // A shot whose setup is gone still belongs where its camera stands.
                const Setup* setup = production.find(row->setup);
                const CameraRig* rig = production.find(row->rig);
                return setup ? setup->scene : rig ? rig->scene : Id<Scene>();
            }
            return {};
        }
    }, id);
}

namespace {
template <class T> void sortByRank(std::vector<const T*>& rows) {
    std::sort(rows.begin(), rows.end(), [](const T* a, const T* b) {
        return a->rank != b->rank ? a->rank < b->rank : a->id < b->id;
    });
}
}  // namespace

const Setup* setupOf(const Production& production, Id<CameraRig> rig) {
    for (const Setup& s : production.all<Setup>())
        if (std::find(s.cameras.begin(), s.cameras.end(), rig) != s.cameras.end()) return &s;
    return nullptr;
}

std::vector<const Scene*> scenesInOrder(const Production& production) {
    std::vector<const Scene*> rows;
    for (const Scene& s : production.all<Scene>()) rows.push_back(&s);
    sortByRank(rows);
    return rows;
}
std::vector<const Setup*> setupsInOrder(const Production& production, Id<Scene> scene) {
    std::vector<const Setup*> rows;
    for (const Setup& s : production.all<Setup>()) {
        if (s.scene == scene) rows.push_back(&s);
    }
    sortByRank(rows);
    return rows;
}
std::vector<const Shot*> shotsInOrder(const Production& production, Id<Scene> scene) {
    std::map<Id<Scene>, std::vector<const Shot*>> byScene;
    for (const Shot& s : production.all<Shot>()) {
        const Id<Scene> of = sceneOf(production, AnyId(s.id));
        if (!scene || of == scene) byScene[of].push_back(&s);
    }
    std::vector<const Shot*> rows;
    const auto take = [&](Id<Scene> of) {
        const auto at = byScene.find(of);
        if (at == byScene.end()) return;
        sortByRank(at->second);
        rows.insert(rows.end(), at->second.begin(), at->second.end());
        byScene.erase(at);
    };
    for (const Scene* s : scenesInOrder(production)) take(s->id);
    while (!byScene.empty()) take(byScene.begin()->first);
    return rows;
}
std::vector<const ShootDay*> daysInOrder(const Production& production) {
    std::vector<const ShootDay*> rows;
    for (const ShootDay& d : production.all<ShootDay>()) rows.push_back(&d);
    sortByRank(rows);
    return rows;
}

std::string headingOf(const Scene& scene) {
    std::string text = scene.number;
    const std::string intro = std::string(wordOf(scene.intExt)) + ".";
    text += (text.empty() ? "" : " ") + intro;
    if (!scene.setName.empty()) text += " " + scene.setName;
    if (!scene.time.empty()) text += " - " + scene.time;
    return text;
}

#define RECCE_NAMES(T) \
    template std::string nameOf(const Production&, const T&); \
    template Result<Id<T>> findByName(const Production&, std::string_view, NameScope);
RECCE_NAMES(Character) RECCE_NAMES(Asset) RECCE_NAMES(Set) RECCE_NAMES(SetPiece) RECCE_NAMES(Scene) RECCE_NAMES(Mark)
RECCE_NAMES(CameraRig) RECCE_NAMES(Light) RECCE_NAMES(Setup) RECCE_NAMES(Shot) RECCE_NAMES(ShootDay) RECCE_NAMES(Note)
RECCE_NAMES(MeterPoint)
#undef RECCE_NAMES

}  // namespace recce
