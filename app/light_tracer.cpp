#include "app/light_tracer.h"

#include <algorithm>

namespace recce {
namespace {
constexpr std::size_t kKept = 24, kWishes = 32;
}

LightTracer::LightTracer(std::function<void()> wake) : box_(std::make_shared<Mailbox<Answer>>(std::move(wake))) {}

LightTracer::~LightTracer() { cancel_.cancel(); }

LightStep LightTracer::step(const Hash128& key) const {
    const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const Answer& a) { return a.key == key; });
    return found == kept_.end() ? LightStep::None : found->step;
}

std::shared_ptr<const ProbeGrid> LightTracer::want(const render::Snapshot& snapshot, bool urgent) {
    if (snapshot.models.empty()) return nullptr;
    const Hash128 key = render::indirectKey(snapshot), set = render::indirectSetKey(snapshot);
    for (const Answer& a : kept_) {
        if (a.key == key) return a.grid;  // an early one is followed by the whole
    }
    if (urgent) std::erase_if(wishes_, [&](const Wish& w) { return w.urgent && !(w.key == key); });
    const bool known = std::any_of(wishes_.begin(), wishes_.end(), [&](const Wish& w) { return w.key == key; });
    if (!known) {
        if (wishes_.size() == kWishes) wishes_.erase(wishes_.begin());
        wishes_.push_back({key, set, render::indirectInput(snapshot), urgent});
    }
    startNext();
    for (auto a = kept_.rbegin(); a != kept_.rend(); ++a) {
        if (a->set == set) return a->grid;
    }
    return nullptr;
}

void LightTracer::startNext() {
    if (running_ || wishes_.empty()) return;
    // The newest first: it is what somebody looks at.
    const auto urgent = std::find_if(wishes_.rbegin(), wishes_.rend(), [](const Wish& w) { return w.urgent; });
    const auto at = urgent != wishes_.rend() ? std::prev(urgent.base()) : std::prev(wishes_.end());
    Wish wish = std::move(*at);
    wishes_.erase(at);
    running_ = true;
    auto shared = std::make_shared<Wish>(std::move(wish));
    worker_.run([shared, box = box_, models = models_, cancel = cancel_] {
        // What somebody looks at is lit roughly first; boards wait for the whole in any case.
        if (shared->urgent) {
            if (const auto early = render::traceIndirect(shared->input, *models, cancel, render::IndirectDetail::Early)) {
                box->post({shared->key, shared->set, *early, LightStep::Early});
            }
        }
        auto grid = render::traceIndirect(shared->input, *models, cancel);
        // Only a cancelled trace has no answer; an empty set answers with no grid.
        box->post({shared->key, shared->set, grid ? *grid : nullptr, LightStep::Whole});
    });
}

bool LightTracer::take() {
    bool any = false;
    for (Answer& answer : box_->take()) {
        running_ = running_ && answer.step == LightStep::Early;
        any = true;
        const auto early = std::find_if(kept_.begin(), kept_.end(), [&](const Answer& a) { return a.key == answer.key; });
        if (early != kept_.end()) kept_.erase(early);
        if (kept_.size() == kKept) kept_.erase(kept_.begin());
        kept_.push_back(std::move(answer));
    }
    startNext();
    return any;
}

}  // namespace recce
