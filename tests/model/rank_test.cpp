// Ranks and tables: order that merges, and values that share.
#include <gtest/gtest.h>

#include <random>

#include "model/production.h"
#include "model/rank.h"

namespace recce {
namespace {

TEST(Rank, StaysBetweenUnderRandomInserts) {
    std::mt19937 random(7);
    std::vector<Rank> ranks;
    for (int i = 0; i < 2000; ++i) {
        const std::size_t at = std::uniform_int_distribution<std::size_t>(0, ranks.size())(random);
        const Rank before = at == 0 ? "" : ranks[at - 1];
        const Rank after = at == ranks.size() ? "" : ranks[at];
        ranks.insert(ranks.begin() + static_cast<std::ptrdiff_t>(at), rankBetween(before, after));
    }
    for (std::size_t i = 1; i < ranks.size(); ++i) ASSERT_LT(ranks[i - 1], ranks[i]);
}

TEST(Rank, AppendingAndPrependingStayShort) {
    Rank last, first;
    for (int i = 0; i < 500; ++i) {
        const Rank next = rankBetween(last, "");
        ASSERT_LT(last, next);
        last = next;
    }
    EXPECT_LT(last.size(), 40u);
    first = last;
    for (int i = 0; i < 200; ++i) {
        const Rank next = rankBetween("", first);
        ASSERT_LT(next, first);
        first = next;
    }
    EXPECT_LT(first.size(), 60u);
}

TEST(Table, BehavesLikeAMapAndOldRootsStay) {
    std::mt19937_64 random(3);
    Table<Note> table;
    std::map<std::uint64_t, std::string> truth;
    std::vector<std::pair<Table<Note>, std::size_t>> old;
    for (int i = 0; i < 5000; ++i) {
        const Id<Note> id{random() % 1500 + 1};
        if (random() % 3) {
            auto note = std::make_shared<Note>();
            note->id = id;
            note->text = std::to_string(i);
            truth[id.value] = note->text;
            table = table.with(id, note);
        } else {
            truth.erase(id.value);
            table = table.with(id, nullptr);
        }
        if (i % 500 == 0) old.emplace_back(table, truth.size());
    }
    ASSERT_EQ(table.size(), truth.size());
    auto at = truth.begin();
    for (const Note& n : table) {
        EXPECT_EQ(n.id.value, at->first);
        EXPECT_EQ(n.text, at->second);
        ++at;
    }
    for (std::uint64_t id = 1; id <= 1500; ++id) EXPECT_EQ(table.find(Id<Note>{id}) != nullptr, truth.count(id) == 1);
    for (const auto& [was, size] : old) {
        EXPECT_EQ(was.size(), size);
        EXPECT_EQ(static_cast<std::size_t>(std::distance(was.begin(), was.end())), size);
    }
}

}  // namespace
}  // namespace recce
