// Tables as CSV and XLSX, read back with Python's csv and zip modules; hostile and odd texts stay texts.
#include <gtest/gtest.h>

#include "base/files.h"
#include "export/exporters.h"
#include "export/table_files.h"
#include "outside.h"
#include "slack_water.h"

namespace recce {
namespace {

class Tables : public ::testing::Test {
protected:
    void SetUp() override {
        input.plan = test::slackWater();
        input.pages.boards = [](Id<Shot> s, std::uint32_t w, std::uint32_t) -> Result<Picture> { return test::boardOf(s, std::max(w, 64u), 2.39); };
        auto engine = TextEngine::open(programFolder() / "fonts");
        ASSERT_TRUE(engine);
        input.pages.text = *engine;
    }
    std::string bytes(const char* what, const char* format) {
        const auto files = findFormat(*findExporter(what), format)->make(input);
        EXPECT_TRUE(files) << toText(files.error());
        EXPECT_EQ(files->size(), 1u);
        return files->at(0).bytes;
    }
    std::string python(const std::string& code, const std::filesystem::path& file) {
        const auto script = test::written("check.py", "import sys\npath=sys.argv[1]\n" + code);
        const auto said = test::run(std::string(test::kPython) + " '" + script.string() + "' '" + file.string() + "'");
        EXPECT_EQ(said.status, 0) << said.text;
        return said.text;
    }
    ExportInput input;
};

TEST_F(Tables, CsvReadsBackWithSumsAndTexts) {
    NEEDS_PROGRAM("/usr/bin/python3");
    const std::string csv = bytes("shotlist", "csv");
    EXPECT_EQ(csv.substr(0, 3), "\xEF\xBB\xBF");
    EXPECT_EQ(test::countOf(csv, "\r\n"), 7u);
    EXPECT_EQ(test::countOf(csv, "\n"), 7u);
    const std::string said = python(
        "import csv\nrows=list(csv.DictReader(open(path,encoding='utf-8-sig',newline='')))\n"
        "print(len(rows), sum(float(r['Minutes']) for r in rows), sum(float(r['Seconds']) for r in rows), rows[0]['Pages'], rows[0]['Eighths'], rows[1]['Pages']=='')\n"
        "print([r['Shot'] for r in rows], rows[2]['Cast'], rows[5]['Tilt deg'], rows[0]['Far m'])\n"
        "assert len(set(len(r) for r in csv.reader(open(path,encoding='utf-8-sig',newline=''))))==1\n",
        test::written("shots.csv", csv));
    EXPECT_EQ(said, "6 245.0 60.0 2 3/8 19 True\n['12', '12A', '12B', '12C', '12D', '12E'] TEO, MARA -43.7 6.47\n");
    EXPECT_EQ(csv, bytes("shotlist", "csv"));
}

TEST_F(Tables, NoTextBecomesAFormula) {
    NEEDS_PROGRAM("/usr/bin/python3");
    auto& shots = input.plan.scenes[0].shots;
    const char* hostile[] = {"=HYPERLINK(\"http://x\",\"y\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\uFF1D1+1"};
    for (std::size_t i = 0; i < 6; ++i) shots[i].description = hostile[i];
    shots[0].notes = "two\nlines, \"quoted\"";
    input.plan.scenes[0].number = "10-11";
    const std::string said = python(
        "import csv\nrows=list(csv.DictReader(open(path,encoding='utf-8-sig',newline='')))\n"
        "print(all(r['Description'].startswith(\"'\") for r in rows), rows[0]['Notes']=='two\\nlines, \"quoted\"', rows[0]['Scene'])\n",
        test::written("hostile.csv", bytes("shotlist", "csv")));
    EXPECT_EQ(said, "True True 10-11\n");
    // The only formulas in the workbook are the sums; texts are shared strings, there are no links.
    const auto xlsx = test::written("hostile.xlsx", bytes("shotlist", "xlsx"));
    EXPECT_EQ(python("import zipfile,re\nz=zipfile.ZipFile(path)\nsheet=''.join(z.read('xl/worksheets/sheet%d.xml'%i).decode() for i in (1,2))\n"
                     "print(set(f[:4] for f in re.findall('<f>(.*?)</f>',sheet)), 'hyperlink' in sheet, any('HYPERLINK' in z.read(n).decode('latin1') for n in z.namelist() if 'sharedStrings' in n))\n", xlsx),
              "{'SUM('} False True\n");
}

TEST_F(Tables, XlsxHasTypedCellsFrozenHeadAndPictures) {
    NEEDS_PROGRAM("/usr/bin/python3");
    const std::string one = bytes("shotlist", "xlsx");
    EXPECT_EQ(one, bytes("shotlist", "xlsx")) << "the same list twice gives the same bytes";
    const auto file = test::written("shots.xlsx", one);
    const std::string said = python(
        "import zipfile,re\nz=zipfile.ZipFile(path)\nassert z.testzip() is None\np=z.read('xl/worksheets/sheet1.xml').decode()\ns=z.read('xl/worksheets/sheet2.xml').decode()\nst=z.read('xl/styles.xml').decode()\n"
        "cell=lambda a: re.search('<c r=\"%s\"([^>]*)>(.*?)</c>'%a,s).groups()\n"
        "print('t=\"s\"' in cell('A2')[0], cell('G2')[1], cell('H2')[1], cell('AB7')[1])\n"
        "print('formatCode=\"# ?/8\"' in st, 'ySplit=\"1\"' in s, '<autoFilter ref=\"A1:AK7\"/>' in s, 'fitToHeight=\"0\"' in s, 'orientation=\"landscape\"' in s)\n"
        "assert '<drawing ' in p and '<drawing ' not in s\nprint(len([n for n in z.namelist() if n.startswith('xl/media/')]), z.read('xl/drawings/drawing1.xml').decode().count('<xdr:pic>'))\n"
        "print(re.search('<f>SUM\\(AF2:AF7\\)</f><v>(.*?)</v>',s).group(1), re.search('created[^>]*>(.*?)<',z.read('docProps/core.xml').decode()).group(1), 'Print_Titles' in z.read('xl/workbook.xml').decode())\n",
        file);
    EXPECT_EQ(said, "True <v>2.375</v> <v>19</v> <v>-43.7</v>\nTrue True True True True\n6 6\n245 2026-11-20T00:00:00Z True\n");
}

TEST_F(Tables, SetupsCarryDaysAndTheirTotals) {
    NEEDS_PROGRAM("/usr/bin/python3");
    const std::string said = python(
        "import csv\nrows=list(csv.DictReader(open(path,encoding='utf-8-sig',newline='')))\nr=rows[0]\n"
        "print(len(rows), r['Scene'], r['Heading'], r['D/N'], r['Eighths'], r['Cast no.'], r['Minutes'], r['Equipment'], r['Day'], r['Date'], r['Day min.'], r['Day pages'])\n"
        "print(sum(float(x['Minutes']) for x in rows)==float(r['Day min.']), sum(x['Day min.']!='' for x in rows))\n",
        test::written("setups.csv", bytes("setups", "csv")));
    EXPECT_EQ(said, "6 12 INT. VOSS HOUSE \u2013 KITCHEN \u2013 DAY DAY 19 1, 2 55 ALEXA 35; 35 mm Signature Prime; Fisher 11 1 2026-11-20 245 2 3/8\nTrue 1\n");
    const auto file = test::written("setups.xlsx", bytes("setups", "xlsx"));
    // 2026-11-20 is serial 46346; 07:30 is 0.3125 of a day.
    EXPECT_EQ(python("import zipfile,re\nz=zipfile.ZipFile(path)\ns=z.read('xl/worksheets/sheet2.xml').decode()\n"
                     "print([re.search('<c r=\"%s\"[^>]*>(.*?)</c>'%a,s).group(1) for a in ('B2','C2','H2')])\n", file),
              "['<v>46346</v>', '<v>0.3125</v>', '<v>2.375</v>']\n");
}

TEST_F(Tables, EmptyPlansMakeSoundFiles) {
    input.plan = {};
    input.root = std::make_shared<Production>();
    for (const Exporter& e : exporters()) {
        for (const ExportFormat& f : e.formats) {
            const auto files = f.make(input);
            EXPECT_TRUE(files) << e.what << " " << f.name << ": " << toText(files.error());
            EXPECT_EQ(files->size(), f.name == "png" || f.name == "svg" ? 0u : 1u);
        }
    }
}

TEST_F(Tables, FailingBoardsFailTheExportWithTheirReason) {
    input.pages.boards = [](Id<Shot>, std::uint32_t, std::uint32_t) -> Result<Picture> { return fail(Code::NoDevice, "No Vulkan device fits."); };
    for (const auto& [what, format] : {std::pair("shotlist", "pdf"), std::pair("shotlist", "xlsx"), std::pair("boards", "png"), std::pair("boards", "pdf")}) {
        const auto done = findFormat(*findExporter(what), format)->make(input);
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().code, Code::NoDevice);
    }
    EXPECT_TRUE(findFormat(*findExporter("shotlist"), "csv")->make(input));
}

TEST_F(Tables, BoardFilesAreNamedByTheirLabels) {
    auto& shots = input.plan.scenes[0].shots;
    shots[1].label = "12/a";
    shots[2].label = "12/A";
    shots[5].status = ShotStatus::Omitted;
    const auto files = findFormat(*findExporter("boards"), "png")->make(input);
    ASSERT_TRUE(files);
    ASSERT_EQ(files->size(), 5u);
    std::set<std::string> names;
    for (const OutputFile& f : *files) {
        EXPECT_EQ(f.name.find('/'), std::string::npos);
        names.insert(f.name);
        EXPECT_EQ(f.bytes.substr(1, 3), "PNG");
    }
    EXPECT_EQ(names.size(), 5u);
    EXPECT_TRUE(names.count("12.png"));
}

TEST_F(Tables, OutputsAppearWholeOrNotAtAll) {
    namespace fs = std::filesystem;
    const auto folder = test::outFolder() / "whole";
    fs::remove_all(folder);
    const std::vector<OutputFile> files{{"a.png", "A"}, {"b.png", "B"}};
    const auto done = writeOutputs(folder, files, true);
    ASSERT_TRUE(done) << toText(done.error());
    EXPECT_EQ(test::bytesOf(folder / "b.png"), "B");
    // A file that cannot be written leaves the others as they were, and no stray files.
    const auto again = writeOutputs(folder, {{"a.png", "new"}, {"no/such.png", "x"}}, true);
    EXPECT_FALSE(again);
    EXPECT_EQ(test::bytesOf(folder / "a.png"), "A");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 2);
    const auto missing = test::outFolder() / "never";
    EXPECT_FALSE(writeOutputs(missing, {{"no/such.png", "x"}}, true));
    EXPECT_FALSE(fs::exists(missing));
    for (const auto& entry : fs::directory_iterator(test::outFolder())) EXPECT_EQ(entry.path().string().find(".part"), std::string::npos);
}

}  // namespace
}  // namespace recce
