// What the setup in work changes over its scene: where changes go, and the way back to the scene's own.
#include <algorithm>

#include "app/ui/inspector.h"
#include "model/changes.h"
#include "model/fields.h"

namespace recce::ui {
namespace {

std::string fieldLabel(const AnyId& id, const std::string& key) {
    return std::visit([&]<class X>(const X&) -> std::string {
        if constexpr (!std::is_same_v<X, std::monostate>) {
            if (const auto* field = findField<typename X::Row>(key)) return std::string(field->spec.label);
        }
        return key;
    }, id);
}

std::string setupWords(const Setup& setup) { return setup.label.empty() ? "this setup" : "setup " + setup.label; }

}  // namespace

void Editor::set(std::string fieldName, std::string value, std::string where, Phase phase) const {
    const Id<Setup> setup = changesGoTo(production, session, id, fieldName);
    if (!setup) return askSet(emit, id, std::move(fieldName), std::move(value), std::move(where), phase);
    emit.gesture("change", {{"target", textOf(id)}, {"setup", textOf(setup)}, {std::move(fieldName), std::move(value)}}, phase, std::move(where));
}

bool Editor::changed(std::string_view fieldName) const {
    const Setup* setup = setupInWork(production, session);
    return setup && findChange(*setup, id, fieldName);
}

void inspectSetupChanges(const Editor& e) {
    const Setup* setup = setupInWork(e.production, e.session);
    if (!setup) return;
    const float pad = px(size::padding);
    Rect row = nextRow(px(size::field));
    row.x0 += pad;
    row.x1 -= pad;
    // Two words that say where the next change goes; what a setup changes already always goes to it.
    const std::string only = "Only in " + setupWords(*setup);
    const char* words[] = {"In the scene", only.c_str()};
    int chosen = e.session.onlySetup ? 1 : 0;
    if (segmented(row, "Changes go", words, chosen)) e.session.onlySetup = chosen == 1;
    skip(px(size::round));
    for (const SetupChange& change : setup->changes) {
        if (change.target != e.id) continue;
        Rect line = nextRow(px(size::row));
        line.x0 += pad;
        line.x1 -= pad;
        disc({line.x0 + px(2), line.centre().y}, px(2), colour::accent);
        line.x0 += px(size::gap);
        const ButtonSpec back{.label = "Back to the scene's", .tooltip = "Takes this change of the setup away"};
        const std::string name = fieldLabel(e.id, change.field);
        const std::string control = name + "/Back";
        ButtonSpec named = back;
        named.name = control;
        if (button(line.takeRight(buttonWidth(back)).middle(px(size::sectionHead)), named))
            e.emit.act("change-back", {{"target", textOf(e.id)}, {"field", change.field}, {"setup", textOf(setup->id)}});
        textIn(line, Font::Small, colour::text1, name + " is changed for " + setupWords(*setup));
    }
    rule();
}

}  // namespace recce::ui
