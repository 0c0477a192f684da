// Every word that stands on a sheet or heads a table column, in one place, as US and UK crews write it.
#pragma once

#include "model/types.h"

namespace recce::sheets {

enum class Word {
    ShotList, Boards, Overhead, Setups, Calendar,
    Picture, Shot, Framing, Lens, Stop, LensStop, Focus, Height, Tilt, HeightTilt, Support, Cast, Description, Estimate, Notes,
    Scene, Setup, SlatedAs, IntExt, Set, DayNight, Pages, Eighths, ScriptDay, Synopsis, Place, Size, Angle, Movement, LensMm,
    LensSet, Body, Mode, Aspect, TStop, Nd, Iso, Shutter, Fps, FocusM, NearM, FarM, HeightM, TiltDeg, PanDeg, Seconds, Status,
    Minutes, Equipment, Camera, Cameras, Shots, Day, Date, Call, Wrap, Unit, Total, Overridden,
    PagesOf, Page, Draft, State, OnScreen, Omitted, NoShots, NoScenes, Continued, CutAt, Scale, Lights, FlagsAndFrames, Marks, Colour, Distances,
    North, NoSet, DayTotals, NotOnADay, ShotsOne, ShotsMany, SetupsOne, SetupsMany, PageOne, PageMany, ToShoot, Heading, CastNumbers, DayPages, DayMinutes, Strips, AllFields, AngleMovement, OnTheFloor, Off, OffPlan,
    Count
};

/// UTF-8, without a full stop.
const char* word(Word word, SlateStyle style);

}  // namespace recce::sheets
