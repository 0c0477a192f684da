// The delivery panel's work: which sheets there are, the page on screen, and writing all that is ticked. Pictures of
// shots are drawn one at a time between frames. Knows exporters and the stage's pictures, no panels.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <tuple>

#include "app/desk.h"
#include "app/stage_pictures.h"
#include "export/exporters.h"

namespace recce {

class Delivery {
public:
    Delivery(Desk& desk, gpu::Device& device, std::function<void()> wake);
    /// window.preview, window.write, window.tick.
    bool perform(const Ask& ask);
    /// A little work: one board, one page, or what a worker answered.
    StagePictures::Worked work(StagePictures& pictures);
    /// Adds its line to the session's jobs, which begin anew with every update of the desk.
    void tell() const;
    bool busy() const { return writing_ || pagePending_; }

private:
    using BoardKey = std::tuple<Id<Shot>, std::uint32_t, std::uint32_t>;
    struct Wanted {
        std::string what, format;
    };
    struct Writing {
        Root root;
        std::vector<Wanted> sheets;
        std::map<BoardKey, Picture> boards;
        std::vector<BoardKey> missing;
        std::filesystem::path folder;
        std::uint64_t job = 0;
        bool counted = false, running = false;
        std::size_t total = 0;
        CancelToken cancel;
        double since = 0;
    };
    struct Answer {
        std::vector<std::filesystem::path> files;
        std::optional<Error> error;
    };
    Result<ExportInput> inputFor(const Root& root, BoardSource boards) const;
    Result<std::vector<drawing::Drawing>> pagesOf(const std::string& what, const ExportInput& input) const;
    Status count();
    void startWriting();
    Status drawPage(StagePictures& pictures);
    void finish(Answer& answer);

    Desk& desk_;
    gpu::Device& device_;
    std::shared_ptr<Mailbox<Answer>> box_;
    std::unique_ptr<Writing> writing_;
    bool pagePending_ = false;
    std::map<BoardKey, Picture> pageBoards_;
    std::optional<BoardKey> pageWants_;   ///< the next picture the page lacks
    std::optional<BoardKey> pageKeptAsked_;  ///< whether it is on disk was asked for this one
    std::uint64_t pageRevision_ = 0;
    gpu::Image page_;
};

}  // namespace recce
