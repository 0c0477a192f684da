#include "importer/options.h"

#include <cstdlib>

#include "base/ids.h"

namespace recce::importer {

Result<Options> parseOptions(std::span<char* const> arguments) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string name = arguments[i];
        if (name == "--self-check") {
            options.selfCheck = true;
            continue;
        }
        if (i + 1 == arguments.size()) return fail(Code::Usage, "An argument lacks its value.", name);
        const std::string value = arguments[++i];
        if (name == "--model") options.package.model = value;
        else if (name == "--folder") options.package.folder = value;
        else if (name == "--parent") options.package.parent = value;
        else if (name == "--grant") options.package.granted.emplace_back(value);
        else if (name == "--name") options.name = value;
        else if (name == "--metres-per-unit") options.metresPerUnit = std::strtod(value.c_str(), nullptr);
        else if (name == "--up") options.upAxis = value == "x" ? asset::UpAxis::X : value == "y" ? asset::UpAxis::Y : asset::UpAxis::Z;
        else if (name == "--limit") {
            RECCE_TRY(const auto limit, asset::parseLimit(value));
            options.limits.insert(limit);
        } else if (name == "--key" && value.size() == 32) {
            options.key.high = parseHex(std::string_view(value).substr(0, 16)).value_or(0);
            options.key.low = parseHex(std::string_view(value).substr(16)).value_or(0);
        } else {
            return fail(Code::Usage, "This argument is unknown.", name);
        }
    }
    if (!options.selfCheck && options.package.model.empty())
        return fail(Code::Usage, "recce-importer is run by recce; use `recce info MODEL`.", "recce-importer");
    return options;
}

}  // namespace recce::importer
