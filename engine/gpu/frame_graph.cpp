#include "gpu/frame_graph.h"

#include "gpu/commands.h"

namespace recce::gpu {
namespace {

bool writes(Access access) {
    return access == Access::ColourWrite || access == Access::DepthWrite || access == Access::StorageWrite || access == Access::TransferTo;
}

}  // namespace

std::string_view accessWord(Access access) {
    switch (access) {
        case Access::Undefined: return "Undefined";
        case Access::ColourWrite: return "ColourWrite";
        case Access::DepthWrite: return "DepthWrite";
        case Access::DepthRead: return "DepthRead";
        case Access::Sampled: return "Sampled";
        case Access::StorageWrite: return "StorageWrite";
        case Access::TransferFrom: return "TransferFrom";
        case Access::TransferTo: return "TransferTo";
        case Access::Present: return "Present";
    }
    return "?";
}

FrameGraph::Id FrameGraph::add(std::string name, Image* image) {
    names_.push_back(std::move(name));
    images_.push_back(image);
    return static_cast<Id>(names_.size() - 1);
}

void FrameGraph::pass(std::string name, std::vector<Use> uses, std::function<void(Commands&)> draw, bool kept) {
    passes_.push_back({std::move(name), std::move(uses), std::move(draw), kept});
}

void FrameGraph::finish(Id image, Access access) { final_.push_back({image, access}); }

// From the last pass backwards: a pass lives when it is kept, or writes an image that a later living pass or the end uses.
std::vector<bool> FrameGraph::alive() const {
    std::vector<bool> wanted(names_.size(), false), live(passes_.size(), false);
    for (const Use& use : final_) wanted[use.image] = true;
    for (std::size_t i = passes_.size(); i-- > 0;) {
        live[i] = passes_[i].kept;
        for (const Use& use : passes_[i].uses) live[i] = live[i] || (writes(use.access) && wanted[use.image]);
        if (!live[i]) continue;
        for (const Use& use : passes_[i].uses) wanted[use.image] = true;
    }
    return live;
}

std::vector<FrameGraph::Step> FrameGraph::steps() const {
    std::vector<Access> now(names_.size(), Access::Undefined);
    for (std::size_t i = 0; i < images_.size(); ++i) {
        if (images_[i]) now[i] = images_[i]->access();
    }
    std::vector<Step> steps;
    const auto live = alive();
    const auto change = [&](std::size_t pass, const Use& use) {
        if (now[use.image] == use.access && !writes(use.access)) return;
        steps.push_back({static_cast<std::uint32_t>(pass), use.image, now[use.image], use.access});
        now[use.image] = use.access;
    };
    for (std::size_t i = 0; i < passes_.size(); ++i) {
        if (!live[i]) continue;
        for (const Use& use : passes_[i].uses) change(i, use);
    }
    for (const Use& use : final_) change(passes_.size(), use);
    return steps;
}

std::string FrameGraph::text() const {
    const auto live = alive();
    const auto all = steps();
    std::string out;
    const auto barriers = [&](std::size_t pass) {
        std::string line;
        for (const Step& step : all) {
            if (step.pass != pass) continue;
            line += line.empty() ? " | " : ", ";
            line += names_[step.image] + " " + std::string(accessWord(step.from)) + " -> " + std::string(accessWord(step.to));
        }
        return line;
    };
    for (std::size_t i = 0; i < passes_.size(); ++i) {
        out += (live[i] ? "pass " : "left out ") + passes_[i].name + ":";
        for (const Use& use : passes_[i].uses) out += " " + names_[use.image] + " " + std::string(accessWord(use.access));
        out += barriers(i) + "\n";
    }
    if (!final_.empty()) out += "end:" + barriers(passes_.size()) + "\n";
    return out;
}

void FrameGraph::run(Commands& commands) const {
    const auto live = alive();
    for (std::size_t i = 0; i < passes_.size(); ++i) {
        if (!live[i]) continue;
        for (const Use& use : passes_[i].uses) commands.use(*images_[use.image], use.access);
        if (passes_[i].draw) passes_[i].draw(commands);
    }
    for (const Use& use : final_) commands.use(*images_[use.image], use.access);
}

}  // namespace recce::gpu
