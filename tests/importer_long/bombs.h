// Small models that grow without end when they are believed: cycles, models that name themselves, archives and pictures
// that unpack to far more than they are, deep nesting, counts that no file holds.
#pragma once

#include <string>
#include <vector>

namespace recce::test {

struct Seed {
    std::string name;
    std::string bytes;
};

/// Each is whole as it stands: an importer may refuse it or make of it what is sound, within its limits.
std::vector<Seed> bombs();

/// A sound PNG of one grey bit a texel: a few kilobytes for any size.
std::string flatPng(unsigned side);

}  // namespace recce::test
