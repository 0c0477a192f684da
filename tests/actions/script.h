// Runs lines of actions in the tests.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/commands.h"
#include "model/document.h"

namespace recce::test {

/// A document and what the next line finds.
struct Stage {
    Document document;
    ActionContext context;

    Result<Edit> tryRun(const std::string& line) {
        RECCE_TRY(const ActionCall call, parseCall(line));
        RECCE_TRY(const Edit edit, runAction(document.production(), context, call));
        RECCE_TRY_STATUS(document.commit(edit));
        follow(context, document.production(), edit);
        return edit;
    }
    Edit run(const std::string& line) {
        auto edit = tryRun(line);
        EXPECT_TRUE(edit) << line << "\n" << (edit ? "" : toText(edit.error()));
        return edit ? *edit : Edit();
    }
    Error refused(const std::string& line) {
        const Root before = document.root();
        auto edit = tryRun(line);
        EXPECT_FALSE(edit) << line << " went through";
        EXPECT_EQ(before, document.root());
        return edit ? Error() : edit.error();
    }
    const Production& now() const { return document.production(); }
    template <class T> const T& the(const std::string& name) {
        const auto id = findByName<T>(now(), name, {context.scene});
        EXPECT_TRUE(id) << name;
        static const T kNone;
        return id ? *now().find(*id) : kNone;
    }
};

/// The kitchen scene that many tests start from: two people, a master, two singles, three lights.
inline const std::vector<std::string>& kitchenScript() {
    static const std::vector<std::string> kLines = {
        "set-production title='Slack Water' aspect=2.39",
        "add-character 'MARA VOSS' height=1.68m performer='Ida Lund' id=c1",
        "add-character 'TEO BRANDT' height=6ft id=c2",
        "add-set 'VOSS HOUSE - KITCHEN' place='Stage 2' id=5e1",
        "add-scene '12 INT. VOSS HOUSE - KITCHEN - DAY' eighths='1 3/8' id=12",
        "add-mark MARA at=-0.6,0,-1 facing=-90 pose=sit arrive=0f leave=48f id=a1",
        "add-mark MARA at=-1.6,0,-2 facing=-45 arrive=96f via=-1,0,-1.5 id=a2",
        "add-mark TEO at=0.7,0,-1 facing=90 arrive=0f gaze=MARA id=b1",
        "add-camera at=0.1,1.4,2.6 look-at=0,1.2,-1 focal=35mm stop=T2.8 id=ca1",
        "take-shot camera=A frames=0-143 description='Mara reads the letter' id=501",
        "add-camera at=1.4,1.3,-0.4 look-at=MARA focal=50mm id=ca2",
        "take-shot id=502",
        "add-camera at=-1.3,1.5,-0.3 look-at=TEO focal=50mm nd=ND0.6 shutter=1/48 id=ca3",
        "take-shot frames=4s id=503",
        "add-light at=-2.5,2.4,0.5 aim='MARA 1' role=key output=8000lm colour=5600K name=Key id=f1",
        "add-light at=2,2,2 aim=0,1,-1 role=fill output=2500lm dimmer=60% name=Fill id=f2",
        "add-light at=0,1.9,-1 role=practical owner='VOSS HOUSE - KITCHEN' output=800lm colour=tungsten shape=bulb name=Lamp id=f3",
        "change Key dimmer=30% setup='setup 12A'",
        "add-day 2026-11-20 call=07:30 id=d1",
        "add-strip scene=12 day=1",
        "add-note 'Fly this wall' about='shot 12A' author=DP id=e1",
    };
    return kLines;
}

}  // namespace recce::test
