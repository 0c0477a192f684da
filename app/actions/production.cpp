// Actions on the production itself: its head, its frame rate.
#include <cmath>

#include <fmt/format.h>

#include "app/actions/helpers.h"

namespace recce {
namespace {

constexpr ArgKind kField = ArgKind::Field;

Result<Edit> setProduction(const ActionInput& in) {
    ProductionInfo info = *in.production.info;
    const ArgReader read(in);
    RECCE_TRY_STATUS(read.fields(info));
    if (read.find("lut") && !info.lut.empty()) info.lut = keptPathOf(in.context, absolutePathOf(in.context, info.lut));
    if (info.look == PictureLook::Lut && info.lut.empty())
        return fail(Code::Usage, "This look needs a look-up table.", "look=lut", "Add lut=FILE.cube.");
    std::string what;
    for (const auto& [key, value] : in.call.args) {
        if (const auto* f = findField<ProductionInfo>(key)) what = what.empty() ? std::string(f->spec.label) : "settings";
    }
    EditBuilder builder(in.production);
    builder.setInfo(std::move(info));
    return builder.finish("Change " + (what.empty() ? std::string("settings") : what), {});
}

/// Every time of every scene keeps its moment in seconds; one edit.
Result<Edit> setFrameRate(const ActionInput& in) {
    RECCE_TRY(const FrameRate rate, parseFrameRate(ArgReader(in).text("fps")));
    const FrameRate old = in.production.info->rate;
    const double factor = rate.perSecond() / old.perSecond();
    const auto rescale = [&](FrameTime& t) { t.frame = std::llround(static_cast<double>(t.frame) * factor); };
    EditBuilder builder(in.production);
    ProductionInfo info = *in.production.info;
    info.rate = rate;
    builder.setInfo(std::move(info));
    for (const Mark& m : in.production.all<Mark>()) {
        if (!m.arrive && !m.leave) continue;
        builder.change(m.id, [&](Mark& row) {
            if (row.arrive) rescale(*row.arrive);
            if (row.leave) rescale(*row.leave);
        });
    }
    for (const CameraRig& r : in.production.all<CameraRig>()) {
        builder.change(r.id, [&](CameraRig& row) {
            for (CameraKey& k : row.keys) rescale(k.time);
        });
    }
    for (const Shot& s : in.production.all<Shot>()) {
        builder.change(s.id, [&](Shot& row) {
            FrameTime end{row.frames.first.frame + row.frames.count};
            rescale(row.frames.first);
            rescale(end);
            rescale(row.poster);
            row.frames.count = std::max<std::int64_t>(1, end.frame - row.frames.first.frame);
        });
    }
    return builder.finish("Frame rate " + quantityText(Quantity::FrameRate, rate.perSecond()), {});
}

}  // namespace

void addProductionActions(std::vector<Action>& table) {
    Action settings{"set-production", "Production settings", "Production", "Changes the production's title, aspect, units, slates or defaults.",
                    "set-production title='Slack Water' aspect=2.39 slates=us", {}, false, setProduction};
    for (const auto& f : fieldsOf<ProductionInfo>()) {
        if (f.spec.editable) settings.args.push_back({f.spec.name, kField, f.spec.label, false, false, "production"});
    }
    table.push_back(std::move(settings));
    table.push_back({"set-frame-rate", "Frame rate", "Production", "Changes the frame rate; every time keeps its moment in seconds.",
                     "set-frame-rate fps=25",
                     {{"fps", ArgKind::Measure, "Frames a second", true, true, {}, Quantity::FrameRate}}, false, setFrameRate});
}

}  // namespace recce
