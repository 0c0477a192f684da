#include "optics/shot_size.h"

#include <array>

namespace recce::optics {

int shotSizeBand(double bottom, double share) {
    constexpr std::array<double, 6> kFrom = {0.87, 0.77, 0.675, 0.51, 0.345, 0.14};
    for (std::size_t i = 0; i < kFrom.size(); ++i)
        if (bottom >= kFrom[i]) return static_cast<int>(i);
    return share >= 2.0 / 3 ? 6 : share >= 1.0 / 3 ? 7 : 8;
}

std::string_view shotSizeWord(int band) {
    constexpr std::array<std::string_view, 9> kWords = {"ECU", "CU", "MCU", "MS", "COWBOY", "MLS", "FS", "LS", "ELS"};
    return kWords[static_cast<std::size_t>(band)];
}

}  // namespace recce::optics
