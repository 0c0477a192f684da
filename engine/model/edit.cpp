#include "model/edit.h"

#include <fmt/format.h>

namespace recce {
namespace {

template <class T> bool same(const std::shared_ptr<const T>& a, const std::shared_ptr<const T>& b) {
    return a == b || (a && b && *a == *b);
}
template <class S> bool isVoid(const S& slot) { return same(slot.before, slot.after); }

std::shared_ptr<const ProductionInfo>& part(Production& p, const InfoSlot&) { return p.info; }
std::shared_ptr<const UsedCatalogue>& part(Production& p, const UsedSlot&) { return p.used; }
std::shared_ptr<const std::vector<Waiver>>& part(Production& p, const WaiversSlot&) { return p.waivers; }

tl::unexpected<Error> changedMeanwhile(std::string subject) {
    return fail(Code::Refused, "This was changed meanwhile by another step.", std::move(subject), "Do it again.");
}

template <class T> Status apply(Production& p, const RowSlot<T>& slot) {
    if (!same(p.all<T>().share(slot.id), slot.before)) return changedMeanwhile(toText(slot.id));
    p.all<T>() = p.all<T>().with(slot.id, slot.after);
    return {};
}
template <class T> Status apply(Production& p, const PartSlot<T>& slot) {
    auto& at = part(p, slot);
    if (!same(at, slot.before)) return changedMeanwhile("production");
    at = slot.after;
    return {};
}

/// A key that tells which row or part a slot is about.
std::pair<std::size_t, std::uint64_t> keyOf(const Slot& slot) {
    return std::visit([&](const auto& s) -> std::pair<std::size_t, std::uint64_t> {
        if constexpr (requires { s.id; }) return {slot.index(), s.id.value};
        else return {slot.index(), 0};
    }, slot);
}

template <class T> void addPart(std::vector<Slot>& slots, const std::shared_ptr<const T>& before, const std::shared_ptr<const T>& after) {
    if (!same(before, after)) slots.push_back(PartSlot<T>{before, after});
}

}  // namespace

Edit inverse(Edit edit) {
    for (Slot& slot : edit.slots) std::visit([](auto& s) { std::swap(s.before, s.after); }, slot);
    return edit;
}

Result<Production> applied(const Production& production, const Edit& edit) {
    Production next = production;
    for (const Slot& slot : edit.slots) {
        RECCE_TRY_STATUS(std::visit([&](const auto& s) { return apply(next, s); }, slot));
    }
    return next;
}

Edit merged(const Edit& first, const Edit& second) {
    Edit out{second.name, {}, second.place};
    std::map<std::pair<std::size_t, std::uint64_t>, Slot> slots;
    for (const Slot& s : first.slots) slots.emplace(keyOf(s), s);
    for (const Slot& s : second.slots) {
        const auto [at, fresh] = slots.emplace(keyOf(s), s);
        if (fresh) continue;
        std::visit([&]<class S>(S& kept) { kept.after = std::get<S>(s).after; }, at->second);
    }
    for (auto& [key, slot] : slots) {
        if (!std::visit([](const auto& s) { return isVoid(s); }, slot)) out.slots.push_back(std::move(slot));
    }
    return out;
}

Edit difference(const Production& from, const Production& to) {
    Edit edit;
    forEachType([&]<class T>(Tag<T>) {
        if (from.all<T>() == to.all<T>()) return;
        for (const T& row : from.all<T>()) {
            RowSlot<T> slot{row.id, from.all<T>().share(row.id), to.all<T>().share(row.id)};
            if (!isVoid(slot)) edit.slots.push_back(std::move(slot));
        }
        for (const T& row : to.all<T>()) {
            if (!from.find(row.id)) edit.slots.push_back(RowSlot<T>{row.id, nullptr, to.all<T>().share(row.id)});
        }
    });
    addPart(edit.slots, from.info, to.info);
    addPart(edit.slots, from.used, to.used);
    addPart(edit.slots, from.waivers, to.waivers);
    return edit;
}

Edit EditBuilder::finish(std::string name, AnyId place) const {
    Edit edit{std::move(name), {}, place};
    for (const auto& [id, yes] : touched_) {
        std::visit([&]<class X>(const X& x) {
            if constexpr (!std::is_same_v<X, std::monostate>) {
                RowSlot slot{x, base_.all<typename X::Row>().share(x), now_.all<typename X::Row>().share(x)};
                if (!isVoid(slot)) edit.slots.push_back(std::move(slot));
            }
        }, id);
    }
    addPart(edit.slots, base_.info, now_.info);
    addPart(edit.slots, base_.used, now_.used);
    addPart(edit.slots, base_.waivers, now_.waivers);
    return edit;
}

}  // namespace recce
