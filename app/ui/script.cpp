#include "app/ui/script.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <sstream>

#include "app/ui/draw.h"
#include "app/ui/keys.h"

namespace recce::ui {
namespace {

// Frames that a control may take to appear (lists open, jobs finish), and those between two steps.
constexpr int kPatience = 600, kBetween = 2;

struct Place {
    float x = 0, y = 0;
};

Place inside(const Rect& r, float u, float v) { return {r.x0 + r.w() * u, r.y0 + r.h() * v}; }

void move(InputQueue& input, Place p) { input.add({InputEvent::Kind::Move, p.x, p.y, 0, false}); }
void press(InputQueue& input, int button, bool down) { input.add({InputEvent::Kind::Button, 0, 0, button, down}); }
void keyEdge(InputQueue& input, int code, bool down) { input.add({InputEvent::Kind::Key, 0, 0, code, down}); }

void letters(InputQueue& input, const std::string& text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const int length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        int code = length == 1 ? byte : byte & (0xFF >> (length + 1));
        for (int k = 1; k < length && i + static_cast<std::size_t>(k) < text.size(); ++k) code = (code << 6) | (text[i + static_cast<std::size_t>(k)] & 0x3F);
        input.add({InputEvent::Kind::Letter, 0, 0, code, true});
        i += static_cast<std::size_t>(length);
    }
}

int keyCode(const std::string& word) {
    static const std::map<std::string, int> kNames = {
        {"Enter", key::enter}, {"Esc", key::escape}, {"Tab", key::tab}, {"Delete", key::del}, {"Space", key::space}, {"Up", key::up},
        {"Down", key::down}, {"Left", key::left}, {"Right", key::right}, {"PgUp", key::pageUp}, {"PgDn", key::pageDown}, {"Home", key::home},
        {"F1", key::f1}, {"F2", key::f2}, {"F6", key::f6}, {"F8", key::f8}, {"F11", key::f11}, {"Backspace", key::backspace}, {"\\", key::backslash}};
    if (const auto at = kNames.find(word); at != kNames.end()) return at->second;
    return word.size() == 1 ? std::toupper(static_cast<unsigned char>(word[0])) : 0;
}

void tapKeys(InputQueue& input, const std::string& words) {
    std::istringstream in(words);
    std::vector<int> held;
    int main = 0;
    for (std::string w; in >> w;) {
        if (w == "Ctrl") held.push_back(key::leftControl);
        else if (w == "Shift") held.push_back(key::leftShift);
        else if (w == "Alt") held.push_back(key::leftAlt);
        else main = keyCode(w);
    }
    for (const int k : held) keyEdge(input, k, true);
    keyEdge(input, main, true);
    // As a keyboard does: the letter comes with its key.
    const bool shift = std::find(held.begin(), held.end(), key::leftShift) != held.end();
    if (main >= 'A' && main <= 'Z' && held.size() == (shift ? 1u : 0u)) input.add({InputEvent::Kind::Letter, 0, 0, shift ? main : std::tolower(main), true});
    keyEdge(input, main, false);
    for (const int k : held) keyEdge(input, k, false);
}

/// Whether everything on screen is drawn: the stage, the boards and the page.
bool settled(const Names& names, const Session& session) {
    const bool stage = onStage(session.workspace);
    if (stage && session.quality != "Full quality") return false;
    if (session.workspace == Workspace::Light && (session.meterBusy || session.meter.scene != session.scene)) return false;
    if (session.workspace == Workspace::Deliver) return session.pagePicture.texture != 0 && !session.pagePicture.refreshing;
    for (const ShotFact& fact : session.facts.shots) {
        const Rect* card = names.find("Boards/" + fact.label);
        if (!card || card->x1 < 0 || card->y1 < 0) continue;
        const auto& display = ImGui::GetIO().DisplaySize;
        if (card->x0 > display.x || card->y0 > display.y) continue;
        const auto board = session.boards.find(fact.shot);
        if (board == session.boards.end() || board->second.texture == 0 || board->second.refreshing) return false;
    }
    return true;
}

std::string rest(std::istringstream& in) {
    std::string text;
    std::getline(in, text);
    const auto first = text.find_first_not_of(' ');
    return first == std::string::npos ? "" : text.substr(first);
}

}  // namespace

Script::Script(std::string text) {
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        const auto first = line.find_first_not_of(" \t");
        if (first != std::string::npos && line[first] != '#') lines_.push_back(line.substr(first));
    }
}

bool Script::fail(const std::string& why) {
    error_ = "'" + line_ + "': " + why;
    return false;
}

bool Script::step(InputQueue& input, const Session& session) {
    if (!error_.empty()) return false;
    if (!input.empty() || !session.jobs.empty()) {
        idle_ = 0;
        if (++patience_ > kPatience * 20) return fail("the work it waits for does not end");
        return true;
    }
    if (++idle_ < kBetween) return true;
    if (next_ == lines_.size()) return false;
    line_ = lines_[next_];
    const bool done = run(line_, input, session);
    if (!error_.empty()) return false;
    if (!done) {
        if (since_ < 0 && ++patience_ > kPatience) return fail("it is not there");
        return true;
    }
    patience_ = idle_ = 0;
    since_ = -1;
    ++next_;
    return true;
}

// A line that finds its control returns true; false means: not yet.
bool Script::run(const std::string& line, InputQueue& input, const Session& session) {
    std::istringstream in(line);
    std::string verb;
    in >> verb;
    const Names& names = context().names;
    if (verb == "key") {
        tapKeys(input, rest(in));
        ++interactions_;
        return true;
    }
    if (verb == "text") {
        letters(input, rest(in));
        return true;
    }
    if (verb == "wait") return patience_ >= std::stoi(rest(in));
    if (verb == "settle" || verb == "picture") {
        constexpr double kStill = 2, kSettle = 600;  // seconds: a picture is taken meanwhile; a software device at work
        const bool first = since_ < 0;
        if (first) since_ = session.clock;
        if (verb == "settle") {
            if (session.clock - since_ > kSettle) return fail("it is not drawn in full");
            return settled(names, session);
        }
        if (first) std::fprintf(stderr, "picture %s\n", rest(in).c_str());
        return session.clock - since_ > kStill;
    }
    if (verb == "expect") {
        std::string what = rest(in);
        const bool no = what.rfind("no ", 0) == 0;
        if (no) what = what.substr(3);
        const bool there = what.rfind("text ", 0) == 0 ? names.shows(what.substr(5)) : names.find(what) != nullptr;
        return there != no;
    }
    // The name may hold spaces; numbers at the end are places inside it, the rest of a `type` line is the text.
    std::string name = rest(in), typed;
    const Rect* rect = nullptr;
    std::vector<float> numbers;
    if (verb == "type") {
        for (std::size_t at = name.size(); at != std::string::npos && !rect; at = at == 0 ? std::string::npos : name.rfind(' ', at - 1)) {
            rect = names.find(name.substr(0, at));
            if (rect) typed = at < name.size() ? name.substr(at + 1) : "", name = name.substr(0, at);
        }
    } else {
        std::istringstream parts(name);
        std::vector<std::string> words;
        for (std::string w; parts >> w;) words.push_back(w);
        const std::size_t want = verb == "at" ? 2 : verb == "wheel" ? 1 : verb == "wheel-at" ? 3 : verb.find("drag") != std::string::npos ? 4 : 0;
        if (words.size() <= want) return fail("too few words");
        for (std::size_t i = words.size() - want; i < words.size(); ++i) numbers.push_back(std::stof(words[i]));
        name.clear();
        for (std::size_t i = 0; i + want < words.size(); ++i) name += (i ? " " : "") + words[i];
        rect = names.find(name);
    }
    if (!rect) return false;
    const Place middle = inside(*rect, 0.5f, 0.5f);
    const auto click = [&](Place p, int button, int times) {
        move(input, p);
        for (int i = 0; i < times; ++i) press(input, button, true), press(input, button, false);
    };
    ++interactions_;
    if (verb == "click") click(middle, 0, 1);
    else if (verb == "double") click(middle, 0, 2);
    else if (verb == "right") click(middle, 1, 1);
    else if (verb == "shift-click") keyEdge(input, key::leftShift, true), click(middle, 0, 1), keyEdge(input, key::leftShift, false);
    else if (verb == "at") click(inside(*rect, numbers[0], numbers[1]), 0, 1);
    else if (verb == "hover") move(input, middle), --interactions_;
    else if (verb == "wheel") move(input, middle), input.add({InputEvent::Kind::Wheel, 0, numbers[0], 0, false});
    else if (verb == "wheel-at") move(input, inside(*rect, numbers[0], numbers[1])), input.add({InputEvent::Kind::Wheel, 0, numbers[2], 0, false});
    else if (verb == "type") {
        click(middle, 0, 1);
        letters(input, typed);
        tapKeys(input, "Enter");
    } else if (verb.find("drag") != std::string::npos) {
        const int held = verb.rfind("shift", 0) == 0 ? key::leftShift : verb.rfind("ctrl", 0) == 0 ? key::leftControl : verb.rfind("alt", 0) == 0 ? key::leftAlt : 0;
        const int button = verb.rfind("middle", 0) == 0 ? 2 : verb.rfind("right", 0) == 0 ? 1 : 0;
        const Place a = inside(*rect, numbers[0], numbers[1]), b = inside(*rect, numbers[2], numbers[3]);
        if (held) keyEdge(input, held, true);
        move(input, a);
        press(input, button, true);
        constexpr int kSteps = 6;
        for (int i = 1; i <= kSteps; ++i) {
            const float t = static_cast<float>(i) / kSteps;
            move(input, {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
        }
        press(input, button, false);
        if (held) keyEdge(input, held, false);
    } else return fail("unknown verb");
    return true;
}

}  // namespace recce::ui
