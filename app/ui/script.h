// UI scripts: lines that name things, never pixels. They drive the panels through the same queue of events as a person.
#pragma once

#include <string>
#include <vector>

#include "app/session.h"
#include "app/ui/input_queue.h"

namespace recce::ui {

/// One line at a time:
///   click NAME | double NAME | right NAME | shift-click NAME
///   at NAME 0.4 0.6            click inside NAME at these shares of its width and height
///   drag NAME 0.1 0.1 0.4 0.6  press at the first, release at the second
///   middle-drag, shift-drag, ctrl-drag, alt-drag the same
///   wheel NAME 3 | wheel-at NAME 0.4 0.6 3
///   type NAME TEXT             click the field, type, Enter
///   text TEXT                  letters into what has the keys
///   key Ctrl Shift Z
///   expect text WORDS | expect no text WORDS | expect NAME | expect no NAME
///   wait 30                    frames at most until what is expected next holds
///   settle                     until the stage and the boards on screen are drawn in full
///   picture NAME               says "picture NAME" on standard error and stands still for two seconds
class Script {
public:
    explicit Script(std::string text);
    /// Queues what comes next. False when the script has ended or failed; call once a frame, after the frame.
    bool step(InputQueue& input, const Session& session);
    const std::string& error() const { return error_; }
    /// Clicks, drags, keys and committed fields so far.
    int interactions() const { return interactions_; }
    const std::string& line() const { return line_; }
    bool finished() const { return error_.empty() && next_ == lines_.size(); }

private:
    bool run(const std::string& line, InputQueue& input, const Session& session);
    bool fail(const std::string& why);

    std::vector<std::string> lines_;
    std::size_t next_ = 0;
    std::string line_, error_;
    int interactions_ = 0, idle_ = 0, patience_ = 0;
    double since_ = -1;  ///< clock at which the line began that stands still
};

}  // namespace recce::ui
