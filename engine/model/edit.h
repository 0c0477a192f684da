// The one kind of change: a list of slots (what, before, after), null meaning absent. Undo, redo, the journal, the
// merging of a drag and the detection of conflicts all follow from it.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "model/fields.h"
#include "model/production.h"

namespace recce {

template <class T>
struct RowSlot {
    Id<T> id;
    std::shared_ptr<const T> before, after;
};
template <class T>
struct PartSlot {
    std::shared_ptr<const T> before, after;  ///< never null
};
using InfoSlot = PartSlot<ProductionInfo>;
using UsedSlot = PartSlot<UsedCatalogue>;
using WaiversSlot = PartSlot<std::vector<Waiver>>;
using Slot = std::variant<RowSlot<Character>, RowSlot<Asset>, RowSlot<Set>, RowSlot<SetPiece>, RowSlot<Scene>,
                          RowSlot<Mark>, RowSlot<CameraRig>, RowSlot<Light>, RowSlot<Setup>, RowSlot<Shot>,
                          RowSlot<ShootDay>, RowSlot<Note>, RowSlot<MeterPoint>, InfoSlot, UsedSlot, WaiversSlot>;

struct Edit {
    std::string name;         ///< of the step: "Pan camera A"
    std::vector<Slot> slots;  ///< at most one per row
    AnyId place;              ///< what it is about: the thing made or changed; undo brings it into view
    bool empty() const { return slots.empty(); }
};

/// Takes the edit back. Name and place stay.
Edit inverse(Edit edit);
/// Refused where a row is not what the edit was made from (changed meanwhile); the production given stays as it is.
Result<Production> applied(const Production& production, const Edit& edit);
/// `first`, then `second`, as one step with the name and place of `second`; slots that come back to where they began
/// are left out.
Edit merged(const Edit& first, const Edit& second);
/// What leads from one root to the other. For reloading and comparing; a user's step is built, not found.
Edit difference(const Production& from, const Production& to);

/// Collects changes on a copy and makes one Edit of them. Every row is normalised on its way in.
class EditBuilder {
public:
    explicit EditBuilder(const Production& base) : base_(base), now_(base) {}

    const Production& now() const { return now_; }

    template <class T> void put(T row) {
        RECCE_CHECK(!row.id.isNull());
        normalise(row);
        const Id<T> id = row.id;
        touch(id);
        now_.all<T>() = now_.all<T>().with(id, std::make_shared<const T>(std::move(row)));
    }
    template <class T> void remove(Id<T> id) {
        if (!now_.find(id)) return;
        touch(id);
        now_.all<T>() = now_.all<T>().with(id, nullptr);
    }
    /// `f(T&)` on a copy of the row; nothing happens where there is none.
    template <class T, class F> void change(Id<T> id, F&& f) {
        if (const T* old = now_.find(id)) {
            T row = *old;
            f(row);
            put(std::move(row));
        }
    }
    void setInfo(ProductionInfo info) { now_.info = std::make_shared<const ProductionInfo>(std::move(info)); }
    void setUsed(UsedCatalogue used) { now_.used = std::make_shared<const UsedCatalogue>(std::move(used)); }
    void setWaivers(std::vector<Waiver> waivers) {
        now_.waivers = std::make_shared<const std::vector<Waiver>>(std::move(waivers));
    }

    /// Rows that ended as they began are left out.
    Edit finish(std::string name, AnyId place) const;

private:
    void touch(const AnyId& id) { touched_.emplace(id, true); }

    Production base_, now_;
    std::map<AnyId, bool> touched_;
};

}  // namespace recce
