// The calculator's lens: angle of view, coverage, depth of field, blur, gates and shot sizes.
#include <cmath>

#include "optics/calculator_tables.h"
#include "optics/exposure.h"
#include "optics/lens.h"
#include "optics/shot_size.h"

namespace recce::optics {
namespace {
using In = const CalcInputs&;

constexpr CalcInput kAnyWidth{"sensor_w_mm", CalcKind::Positive, "width of the gate", "36", {}};
constexpr CalcInput kAnyHeight{"sensor_h_mm", CalcKind::Positive, "height of the gate", "24", {}};
constexpr CalcInput kCircle{"coc_mm", CalcKind::Positive, "circle of confusion", {}, {}};
constexpr CalcInput kObject{"object_m", CalcKind::Positive, "distance of the blurred point, inf for the far", {}, {}};
constexpr CalcInput kStature{"stature_m", CalcKind::Positive, "height of the person", {}, {}};
constexpr CalcInput kFocusFrom{"ref", CalcKind::Word, "distances from the entrance pupil (lens) or the sensor plane (tape)", "lens", "lens tape"};

Gate gateOf(In i) { return {Millimetres(i["sensor_w_mm"]), Millimetres(i["sensor_h_mm"])}; }
Millimetres focalOf(In i) { return Millimetres(i["focal_mm"]); }
Focused lensOf(In i) {
    return {focalOf(i), FStop(i["fstop"]), Metres(i["focus_m"]), Millimetres(i.has("coc_mm") ? i["coc_mm"] : 0.03)};
}
SharpRange sharp(In i) { return i.word("ref") == "tape" ? depthOfFieldOnTape(lensOf(i)) : depthOfField(lensOf(i)); }
double blur(In i) { return blurDisc(lensOf(i), Metres(i["object_m"])).value; }
Result<CalcValue> focusedAngle(In i) {
    if (toMetres(focalOf(i)) >= Metres(i["focus_m"])) return fail(Code::Usage, "A lens cannot focus nearer than its focal length.", "focus_m");
    return fieldOfView({Millimetres(i["sensor_w_mm"]), Millimetres(1)}, breathingFocal(focalOf(i), Metres(i["focus_m"]))).horizontal.value;
}
}  // namespace

void addLensQuantities(std::vector<CalcQuantity>& table) {
    const auto fov = [](In i) { return fieldOfView(gateOf(i), focalOf(i), i["squeeze"]); };
    table.insert(table.end(), {
        {"fov_h_deg", "deg", "Horizontal angle of view, 2 atan(w S / 2f)", {kSensorWidth, kAnyHeight, kFocal, kSqueeze}, [fov](In i) { return fov(i).horizontal.value; }},
        {"fov_v_deg", "deg", "Vertical angle of view, 2 atan(h / 2f)", {kAnyWidth, kSensorHeight, kFocal, kSqueeze}, [fov](In i) { return fov(i).vertical.value; }},
        {"fov_d_deg", "deg", "Diagonal angle of view of the de-squeezed picture", {kSensorWidth, kSensorHeight, kFocal, kSqueeze}, [fov](In i) { return fov(i).diagonal.value; }},
        {"fov_h_focused_thinlens_deg", "deg", "Horizontal angle of a unit-focusing lens, which breathes", {kSensorWidth, kFocal, kFocus, kFromLens}, focusedAngle},
        {"focal_for_fov_h_mm", "mm", "The focal length with this horizontal angle", {{"fov_h_deg", CalcKind::Positive, "horizontal angle", {}, {}}, kSensorWidth, kSqueeze},
         [](In i) { return focalForAngle(Degrees(i["fov_h_deg"]), Millimetres(i["sensor_w_mm"]), i["squeeze"]).value; }},
        {"equivalent_spherical_focal_h_mm", "mm", "The spherical lens with the same horizontal angle", {kFocal, kSqueeze}, [](In i) { return sphericalEquivalent(focalOf(i), i["squeeze"]).value; }},
        {"desqueezed_aspect", "", "Width over height of the de-squeezed gate", {kSensorWidth, kSensorHeight, kSqueeze}, [](In i) { return desqueezedAspect(gateOf(i), i["squeeze"]); }},
        {"crop_factor_diagonal", "", "Full frame's diagonal over the gate's", {kSensorWidth, kSensorHeight}, [](In i) { return cropFactor(gateOf(i)); }},
        {"pixel_pitch_um", "um", "Distance of the photosites", {kSensorWidth, {"width_px", CalcKind::Positive, "photosites across", {}, {}}},
         [](In i) { return i["sensor_w_mm"] / i["width_px"] * 1000; }},
        {"mode_size_mm", "mm", "Width and height of a recording mode, photosites times pitch",
         {{"pitch_um", CalcKind::Positive, "distance of the photosites", {}, {}}, {"width_px", CalcKind::Positive, "photosites across", {}, {}},
          {"height_px", CalcKind::Positive, "photosites down", {}, {}}, {"mode", CalcKind::Word, "its name", "", {}}},
         [](In i) { return CalcValue(i["pitch_um"] * i["width_px"] / 1000, i["pitch_um"] * i["height_px"] / 1000); }},

        {"frame_width_at_distance_m", "m", "What the frame covers across at a distance", {kSensorWidth, kFocal, kDistance, kSqueeze},
         [](In i) { return frameAt(Metres(i["distance_m"]), {Millimetres(i["sensor_w_mm"]), Millimetres(1)}, focalOf(i), i["squeeze"]).width.value; }},
        {"frame_height_at_distance_m", "m", "What the frame covers upwards at a distance", {kSensorHeight, kFocal, kDistance},
         [](In i) { return frameAt(Metres(i["distance_m"]), {Millimetres(1), Millimetres(i["sensor_h_mm"])}, focalOf(i)).height.value; }},
        {"magnification", "", "Size on the sensor over size in the world", {kFocal, kFocus, kFromLens}, [](In i) { return magnification(focalOf(i), Metres(i["focus_m"])); }},

        {"hyperfocal_m", "m", "Hyperfocal distance, f^2 / (N c) + f", {kFocal, kFStop, kCircle}, [](In i) { return hyperfocal(focalOf(i), FStop(i["fstop"]), Millimetres(i["coc_mm"])).value; }},
        {"dof_near_m", "m", "Near limit of sharpness", {kFocal, kFStop, kCircle, kFocus, kFocusFrom}, [](In i) { return sharp(i).near.value; }},
        {"dof_far_m", "m", "Far limit of sharpness, inf from the hyperfocal distance on", {kFocal, kFStop, kCircle, kFocus, kFocusFrom}, [](In i) { return sharp(i).far.value; }},
        {"blur_disc_on_sensor_mm", "mm", "Diameter of a point out of focus", {kFocal, kFStop, kFocus, kObject, kFromLens}, [](In i) { return blur(i); }},
        {"blur_disc_infinity_mm", "mm", "Diameter of a point infinitely far", {kFocal, kFStop, kFocus, kFromLens},
         [](In i) { return blurDisc(lensOf(i), Metres(std::numeric_limits<double>::infinity())).value; }},
        {"blur_disc_px", "px", "The same in pixels of the picture", {kFocal, kFStop, kFocus, kObject, kSensorWidth, kImageWidth, kFromLens},
         [](In i) { return blur(i) / i["sensor_w_mm"] * i["image_w_px"]; }},
        {"blur_ellipse_height_on_sensor_mm", "mm", "Height of a front anamorphot's oval on the sensor", {kFocal, kFStop, kFocus, kObject, kSqueeze, kFromLens}, [](In i) { return blur(i); }},
        {"bokeh_aspect_desqueezed_w_over_h", "", "Width over height of a front anamorphot's oval in the picture", {{"squeeze", CalcKind::Positive, "of the lens", {}, {}}}, [](In i) { return bokehAspect(i["squeeze"]); }},
        {"airy_disc_um", "um", "Diameter of diffraction's disc", {kFStop, {"lambda_nm", CalcKind::Positive, "wavelength", "550", {}}},
         [](In i) { return airyDisc(FStop(i["fstop"]), i["lambda_nm"]).value * 1000; }},
        {"motion_blur_px", "px", "Smear of a subject that crosses the frame",
         {{"speed_m_s", CalcKind::Number, "across the frame", {}, {}}, kFps, kAngle, kFocal, kDistance, kSensorWidth, kImageWidth},
         [](In i) {
             return motionBlurPx({i["speed_m_s"], exposureTime(Degrees(i["angle_deg"]), i["fps"]), Metres(i["distance_m"]), focalOf(i),
                                  Millimetres(i["sensor_w_mm"]), i["image_w_px"]});
         }},

        {"shot_distance_m", "m", "Where the camera stands for a size of shot",
         {{"shot", CalcKind::Word, "the size's name", "", {}}, kStature, {"bottom_frac", CalcKind::Number, "lower frame edge as a fraction of stature", {}, {}},
          {"headroom_frac", CalcKind::Share, "room over the head, of the frame", "0.08", {}}, kFocal, kSensorHeight},
         [](In i) -> Result<CalcValue> {
             const Metres height((1 - i["bottom_frac"]) * i["stature_m"] / (1 - i["headroom_frac"]));
             if (height.value <= 0 || i["headroom_frac"] >= 1) return fail(Code::Usage, "The lower frame edge lies above the head.", "bottom_frac");
             return distanceForHeight(height, Millimetres(i["sensor_h_mm"]), focalOf(i)).value;
         }},
        {"shot_class", "", "What a framing of a standing person is called",
         {{"frame_bottom_frac", CalcKind::Number, "lower frame edge as a fraction of stature", {}, {}}, {"frame_top_frac", CalcKind::Number, "upper frame edge", {}, {}}},
         [](In i) -> Result<CalcValue> {
             const double height = i["frame_top_frac"] - i["frame_bottom_frac"];
             if (height <= 0) return fail(Code::Usage, "The frame's top must lie above its bottom.", "frame_top_frac");
             return std::string(shotSizeWord(shotSizeBand(i["frame_bottom_frac"], 1 / height)));
         }},
        {"subject_height_frame_fraction", "", "A person's height over the frame's", {kStature, kFocal, kDistance, kSensorHeight},
         [](In i) { return i["stature_m"] / frameAt(Metres(i["distance_m"]), {Millimetres(1), Millimetres(i["sensor_h_mm"])}, focalOf(i)).height.value; }},
    });
}

}  // namespace recce::optics
