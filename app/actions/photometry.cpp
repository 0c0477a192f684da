// Actions on the measured light of lamps.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/actions/helpers.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/text.h"
#include "optics/ies.h"

namespace recce {
namespace fs = std::filesystem;
namespace {

/// Makers' files are a few kilobytes; a camera's measured in half degrees all round is one or two million.
constexpr std::uint64_t kLargestIes = 2'000'000;

struct Measured {
    Photometry row;
    optics::IesProfile profile;
};

/// The file as the production will carry it. Refused, with file and line, where it is no photometry.
Result<Measured> readMeasured(const ActionInput& in, const std::string& text) {
    const fs::path path = absolutePathOf(in.context, text);
    RECCE_TRY(std::string bytes, readFile(path, kLargestIes));
    RECCE_TRY(optics::IesProfile profile, optics::readIes(bytes, path.string()));
    Photometry row;
    const std::string stem = toCleanText(path.stem().string());
    // By content: the same file under another name is the same row, another file of the same name is another.
    row.key = "ies." + toText(profile.contents).substr(0, 16);
    row.name = profile.luminaire.empty() ? stem : profile.luminaire;
    row.file = toCleanText(path.filename().string());
    row.source = "Measured, " + row.file + ".";
    row.confidence = Confidence::High;
    row.ies.bytes = std::make_shared<const std::string>(std::move(bytes));
    return Measured{std::move(row), std::move(profile)};
}

/// The front as the file has it, where no fixture says what it looks like: LM-63 writes a round opening as a negative size.
void takeFront(Light& light, const optics::IesProfile& p) {
    if (!light.fixture.empty() || p.width == 0) return;
    const bool round = p.width < 0;
    light.shape = round ? FixtureShape::Disc : FixtureShape::Panel;
    light.width = Metres(std::clamp(std::abs(p.width), 0.001, 100.0));
    light.height = round ? light.width : Metres(std::clamp(std::abs(p.length), 0.001, 100.0));
}

Result<Edit> useIes(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const auto targets, args.things("target"));
    if (targets.empty()) return fail(Code::Usage, "Say which light it is for.", {}, "use-ies Key file=LAMP.ies");
    RECCE_TRY(const Measured measured, readMeasured(in, args.text("file")));
    EditBuilder builder(in.production);
    for (const AnyId& target : targets) {
        const auto* id = std::get_if<Id<Light>>(&target);
        const Light* stored = id ? in.production.find(*id) : nullptr;
        if (!stored) return fail(Code::Usage, "Only a light takes measured light.", describeThing(in.production, target));
        if (stored->locked) return fail(Code::Refused, fmt::format("{} is locked.", stored->name), stored->name, "Unlock it first.");
        Light light = *stored;
        light.photometry = measured.row.key;
        light.output = measured.profile.peak();
        takeFront(light, measured.profile);
        builder.put(std::move(light));
    }
    UsedCatalogue used = *in.production.used;
    used.photometries.insert_or_assign(measured.row.key, measured.row);
    builder.setUsed(std::move(used));
    return builder.finish("Use " + measured.row.file, targets.front());
}

}  // namespace

void addPhotometryActions(std::vector<Action>& table) {
    table.push_back({"use-ies", "Use a measured light", "Light",
                     "Gives lights a maker's IES file (LM-63 of 1986 to 2019): its spread, and its candela as their output. The production keeps the file.",
                     "use-ies Key file=lamp.ies",
                     {{"target", ArgKind::Things, "The lights", false, true, "light"},
                      {"file", ArgKind::File, "The IES file", true}}, false, useIes});
}

}  // namespace recce
