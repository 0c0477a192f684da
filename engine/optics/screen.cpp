#include "optics/screen.h"

#include <cmath>

namespace recce::optics {

bool Screen::crosses(const Vec3& from, const Vec3& to) const {
    constexpr double kOn = 1e-4;  // metres; who stands on the cloth is not behind it
    const Quat back = glm::conjugate(pose.rotation);
    const Vec3 a = back * (from - pose.position), b = back * (to - pose.position);
    if (std::abs(a.z) < kOn || std::abs(b.z) < kOn || (a.z > 0) == (b.z > 0)) return false;
    const Vec3 at = a + (b - a) * (a.z / (a.z - b.z));
    return std::abs(at.x) <= width.value / 2 && std::abs(at.y) <= height.value / 2;
}

double passed(std::span<const Screen> screens, const Vec3& from, const Vec3& to) {
    double share = 1;
    for (const Screen& s : screens) {
        if (s.crosses(from, to)) share *= s.straight;
        if (share <= 0) return 0;
    }
    return share;
}

}  // namespace recce::optics
