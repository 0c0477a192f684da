#include "importer_long/bombs.h"

#include "importer/models.h"

namespace recce::test {
namespace {

std::string repeated(const std::string& text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

std::string little(std::uint64_t v, int bytes) {
    std::string s;
    for (int i = 0; i < bytes; ++i) s += static_cast<char>(v >> (8 * i));
    return s;
}

/// What `make` writes, pressed as zlib does; -15 as window bits leaves out the header, as archives want it.
template <class Make>
std::string pressed(int windowBits, Make make) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, windowBits, 9, Z_DEFAULT_STRATEGY);
    std::string out;
    std::string room(1 << 16, '\0');
    const auto feed = [&](const std::string& bytes, int flush) {
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream.avail_in = static_cast<uInt>(bytes.size());
        do {
            stream.next_out = reinterpret_cast<Bytef*>(room.data());
            stream.avail_out = static_cast<uInt>(room.size());
            deflate(&stream, flush);
            out.append(room, 0, room.size() - stream.avail_out);
        } while (stream.avail_out == 0);
    };
    make([&](const std::string& bytes) { feed(bytes, Z_NO_FLUSH); });
    feed("", Z_FINISH);
    deflateEnd(&stream);
    return out;
}

/// A 3MF whose model is `head`, then `megabytes` of spaces, then `tail`; its directory says that it unpacks to `claimed`.
std::string zipBomb(const std::string& head, std::size_t megabytes, const std::string& tail, std::uint64_t claimed) {
    uLong crc = crc32(0, nullptr, 0);
    const std::string packed = pressed(-MAX_WBITS, [&](auto feed) {
        const std::string spaces(1 << 20, ' ');
        const auto add = [&](const std::string& bytes) {
            crc = crc32(crc, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
            feed(bytes);
        };
        add(head);
        for (std::size_t i = 0; i < megabytes; ++i) add(spaces);
        add(tail);
    });
    const std::string name = "3D/3dmodel.model";
    const std::string common = little(20, 2) + little(0, 2) + little(8, 2) + little(0, 4) + little(crc, 4) + little(packed.size(), 4) + little(claimed, 4) +
                               little(name.size(), 2) + little(0, 2);
    const std::string local = "PK\3\4" + common + name + packed;
    const std::string directory = "PK\1\2" + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(0, 4) + name;
    return local + directory + "PK\5\6" + little(0, 4) + little(1, 2) + little(1, 2) + little(directory.size(), 4) + little(local.size(), 4) + little(0, 2);
}

std::string model3mf(const std::string& objects, const std::string& item) {
    return zip({{"_rels/.rels", R"(<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Target="/3D/3dmodel.model" Id="r" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>)"},
                {"3D/3dmodel.model", R"(<?xml version="1.0"?><model unit="meter" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02"><resources>)" + objects +
                                         R"(</resources><build><item objectid=")" + item + R"("/></build></model>)"}});
}

const char* kObject3mf = R"(<object id="1" type="model"><mesh><vertices><vertex x="0" y="0" z="0"/><vertex x="1" y="0" z="0"/><vertex x="0" y="1" z="0"/></vertices><triangles><triangle v1="0" v2="1" v3="2"/></triangles></mesh></object>)";

/// 2^30 places from thirty definitions, each of which places the one before twice.
template <class Level>
std::string fanOut(Level level) {
    std::string out;
    for (int i = 1; i <= 30; ++i) out += level(i, i - 1);
    return out;
}

std::string n(int i) { return std::to_string(i); }

void addGltf(std::vector<Seed>& out) {
    json cycle = triangleGltf();
    cycle["nodes"] = json::parse(R"([{"children":[1]},{"children":[0],"mesh":0}])");
    out.push_back({"cycle.gltf", cycle.dump()});
    json deep = triangleGltf();
    deep["nodes"] = json::array();
    for (int i = 0; i < 3000; ++i) deep["nodes"].push_back({{"children", {i + 1}}});
    deep["nodes"].push_back({{"mesh", 0}});
    out.push_back({"deep.gltf", deep.dump()});
    json fan = triangleGltf();
    fan["nodes"] = json::array();
    for (int i = 0; i < 40; ++i) fan["nodes"].push_back({{"children", {i + 1, i + 1}}});
    fan["nodes"].push_back({{"mesh", 0}});
    out.push_back({"fan.gltf", fan.dump()});
    json self = triangleGltf();
    self["buffers"][0]["uri"] = "self.gltf";
    self["images"] = json::parse(R"([{"uri":"self.gltf"}])");
    self["textures"] = json::parse(R"([{"source":0}])");
    self["materials"][0]["pbrMetallicRoughness"]["baseColorTexture"]["index"] = 0;
    out.push_back({"self.gltf", self.dump()});
    json count = triangleGltf();
    count["accessors"][0].erase("bufferView");  // zeros, as many as are asked for
    count["accessors"][0]["count"] = 4000000000u;
    out.push_back({"count.gltf", count.dump()});
    std::string nested = triangleGltf().dump();
    nested.insert(1, "\"extras\":" + std::string(200000, '[') + std::string(200000, ']') + ",");
    out.push_back({"nested.gltf", nested});
    const std::string json = triangleGltf().dump() + " ";
    out.push_back({"chunk.glb", "glTF" + little(2, 4) + little(0xFFFFFFFFu, 4) + little(0xFFFFFFF0u, 4) + "JSON" + json});
}

void addXml(std::vector<Seed>& out) {
    const std::string plain = R"(<node id="n"><instance_geometry url="#g"/></node>)";
    const auto dae = [&](const std::string& name, const std::string& nodes, const std::string& library = "") {
        std::string text = triangleDae("", "");
        text.replace(text.find(plain), plain.size(), nodes);
        text.insert(text.find("<library_visual_scenes>"), library);
        out.push_back({name, text});
    };
    dae("cycle.dae", R"(<node id="n"><instance_geometry url="#g"/><instance_node url="#n"/></node>)");
    dae("deep.dae", repeated("<node>", 20000) + R"(<instance_geometry url="#g"/>)" + repeated("</node>", 20000));
    dae("fan.dae", R"(<node><instance_node url="#f30"/></node>)",
        R"(<library_nodes><node id="f0"><instance_geometry url="#g"/></node>)" +
            fanOut([](int i, int below) { return "<node id=\"f" + n(i) + "\"><instance_node url=\"#f" + n(below) + "\"/><instance_node url=\"#f" + n(below) + "\"/></node>"; }) +
            "</library_nodes>");
    std::string laughs = triangleDae("", "");
    std::string entities = "<!DOCTYPE COLLADA [<!ENTITY e0 \"ha\">";
    for (int i = 1; i < 30; ++i) entities += "<!ENTITY e" + n(i) + " \"&e" + n(i - 1) + ";&e" + n(i - 1) + ";\">";
    laughs.insert(laughs.find("<COLLADA"), entities + "]>");
    laughs.insert(laughs.find("<library_geometries>"), "<extra>&e29;</extra>");
    out.push_back({"laughs.dae", laughs});
    std::string counted = triangleDae("", "");
    counted.replace(counted.find("count=\"9\""), 9, "count=\"4000000000\"");
    out.push_back({"count.dae", counted});

    const std::string face = R"(<Shape><IndexedFaceSet coordIndex="0 1 2 -1"><Coordinate point="0 0 0 1 0 0 0 1 0"/></IndexedFaceSet></Shape>)";
    const auto x3d = [&](const std::string& name, const std::string& scene) {
        out.push_back({name, R"(<?xml version="1.0"?><X3D version="3.0"><Scene>)" + scene + "</Scene></X3D>"});
    };
    x3d("cycle.x3d", R"(<Group DEF="a"><Group USE="a"/>)" + face + "</Group>");
    x3d("deep.x3d", repeated("<Group>", 20000) + face + repeated("</Group>", 20000));
    x3d("self.x3d", R"(<Inline url="self.x3d"/>)" + face);
    x3d("fan.x3d", "<Group DEF=\"f0\">" + face + "</Group>" + fanOut([](int i, int below) { return "<Group DEF=\"f" + n(i) + "\"><Group USE=\"f" + n(below) + "\"/><Group USE=\"f" + n(below) + "\"/></Group>"; }));
}

void addArchives(std::vector<Seed>& out) {
    const std::string head = R"(<?xml version="1.0"?><model unit="meter" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02"><resources>)";
    const std::string tail = std::string(kObject3mf) + R"(</resources><build><item objectid="1"/></build></model>)";
    // An honest one, far over the ratio; one whose directory says a kilobyte.
    out.push_back({"bomb.3mf", zipBomb(head, 300, tail, (300ull << 20) + head.size() + tail.size())});
    out.push_back({"liar.3mf", zipBomb(head, 300, tail, 1000)});
    out.push_back({"cycle.3mf", model3mf(std::string(kObject3mf) + R"(<object id="2"><components><component objectid="2"/><component objectid="1"/></components></object>)", "2")});
    out.push_back({"fan.3mf", model3mf(kObject3mf + fanOut([](int i, int below) {
        return "<object id=\"" + n(i + 1) + "\"><components><component objectid=\"" + n(below + 1) + "\"/><component objectid=\"" + n(below + 1) + "\"/></components></object>";
    }), "31")});
    out.push_back({"deep.3mf", model3mf(repeated("<metadatagroup>", 20000) + repeated("</metadatagroup>", 20000) + kObject3mf, "1")});
}

void addTexts(std::vector<Seed>& out) {
    out.push_back({"self.obj", "mtllib self.obj\nusemtl self\n" + boxObj()});
    out.push_back({"count.obj", boxObj() + "f 2000000000 1999999999 -2000000000\nf 1 2 3\n"});
    out.push_back({"picture.obj", "mtllib picture.mtl\nusemtl a\n" + boxObj()});
    out.push_back({"count.ply", "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\nelement face 1\nproperty list uint int vertex_indices\nend_header\n"
                                "0 0 0\n1 0 0\n0 1 0\n4000000000 0 1 2\n"});
    out.push_back({"count.off", "OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n4000000000 0 1 2\n"});
    out.push_back({"count.stl", std::string(80, ' ') + little(0xFFFFFFFFu, 4) + std::string(500, '\0')});
    out.push_back({"count.ase", "*3DSMAX_ASCIIEXPORT\t200\n*GEOMOBJECT {\n*NODE_NAME \"a\"\n*MESH {\n*MESH_NUMVERTEX 4000000000\n*MESH_NUMFACES 4000000000\n"
                                "*MESH_VERTEX_LIST {\n*MESH_VERTEX 3999999999 0 0 0\n}\n}\n}\n"});
    out.push_back({"deep.ac", "AC3Db\nMATERIAL \"a\" rgb 1 1 1 amb 0 0 0 emis 0 0 0 spec 0 0 0 shi 0 trans 0\n" + repeated("OBJECT group\nkids 1\n", 20000) + "OBJECT poly\nkids 0\n"});
    out.push_back({"count.ac", "AC3Db\nOBJECT world\nkids 2000000000\nOBJECT poly\nnumvert 2000000000\n0 0 0\n"});
    out.push_back({"cycle.dxf", "0\nSECTION\n2\nBLOCKS\n0\nBLOCK\n2\nA\n0\n3DFACE\n8\n0\n10\n0\n20\n0\n30\n0\n11\n1\n21\n0\n31\n0\n12\n0\n22\n1\n32\n0\n13\n0\n23\n1\n33\n0\n"
                                "0\nINSERT\n2\nA\n0\nINSERT\n2\nA\n0\nENDBLK\n0\nENDSEC\n0\nSECTION\n2\nENTITIES\n0\nINSERT\n2\nA\n0\nENDSEC\n0\nEOF\n"});
    out.push_back({"self.lws", "LWSC\n3\n\nLoadObjectLayer 1 self.lws\nLoadObject self.lws\nShowObject 7 3\nParentItem 10000000\n"});
    out.push_back({"deep.x", "xof 0303txt 0032\n" + repeated("Frame f {\n", 20000) + "Mesh m { 3; 0;0;0;, 1;0;0;, 0;1;0;; 1; 3;0,1,2;; }\n" + repeated("}\n", 20000)});
    out.push_back({"count.x", "xof 0303txt 0032\nMesh m { 4000000000; 0;0;0;; 4000000000; 3;0,1,2;; }\n"});
    out.push_back({"deep.ogex", "Metric (key = \"distance\") {float {1.0}}\n" + repeated("Node $n {\n", 20000) + repeated("}\n", 20000)});
}

void addEngineering(std::vector<Seed>& out) {
    const auto fbx = [](const std::string& models, const std::string& connections) {
        return "; FBX 7.3.0 project file\nFBXHeaderExtension:  {\n FBXHeaderVersion: 1003\n FBXVersion: 7300\n}\nGlobalSettings:  {\n Version: 1000\n}\nObjects:  {\n"
               " Geometry: 1000, \"Geometry::a\", \"Mesh\" {\n  Vertices: *9 {\n   a: 0,0,0,1,0,0,0,1,0\n  }\n  PolygonVertexIndex: *3 {\n   a: 0,1,-3\n  }\n  GeometryVersion: 124\n }\n" +
               models + "}\nConnections:  {\n" + connections + "}\n";
    };
    const auto model = [](int id) { return " Model: " + n(id) + ", \"Model::m" + n(id) + "\", \"Mesh\" {\n  Version: 232\n }\n"; };
    const auto link = [](int child, int parent) { return " C: \"OO\"," + n(child) + "," + n(parent) + "\n"; };
    out.push_back({"cycle.fbx", fbx(model(1) + model(2), link(1, 0) + link(1, 2) + link(2, 1) + link(1000, 2))});
    std::string models, links = link(1, 0) + link(1000, 31);
    for (int i = 1; i <= 31; ++i) models += model(i);
    for (int i = 1; i <= 30; ++i) links += link(i + 1, i) + link(i + 1, i);
    out.push_back({"fan.fbx", fbx(models, links)});
    out.push_back({"deep.fbx", fbx(repeated("a: {\n", 20000) + repeated("}\n", 20000), "")});
    std::string count = fbx(model(1), link(1, 0) + link(1000, 1));
    count.replace(count.find("*9"), 2, "*4000000000");
    out.push_back({"count.fbx", count});

    const std::string step = "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION(('a'),'2;1');\nFILE_NAME('a','2020-01-01T00:00:00',(''),(''),'','','');\nFILE_SCHEMA(('IFC2X3'));\nENDSEC;\nDATA;\n"
                             "#20=IFCOWNERHISTORY(#21,#22,$,.ADDED.,$,$,$,0);\n#21=IFCPERSONANDORGANIZATION(#23,#24,$);\n#22=IFCAPPLICATION(#24,'1','a','a');\n"
                             "#23=IFCPERSON($,'a',$,$,$,$,$,$);\n#24=IFCORGANIZATION($,'a',$,$,$);\n#1=IFCPROJECT('0',#20,'p',$,$,$,$,(#2),#3);\n#2=IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,1.E-05,#6,$);\n#3=IFCUNITASSIGNMENT((#4));\n"
                             "#4=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);\n#5=IFCCARTESIANPOINT((0.,0.,0.));\n#6=IFCAXIS2PLACEMENT3D(#5,$,$);\n#7=IFCLOCALPLACEMENT(#7,#6);\n"
                             "#8=IFCSITE('1',#20,'s',$,$,#7,$,$,.ELEMENT.,$,$,$,$,$);\n#9=IFCRELAGGREGATES('2',#20,$,$,#1,(#8));\n#10=IFCRELAGGREGATES('3',#20,$,$,#8,(#8,#1));\n";
    out.push_back({"cycle.ifc", step + "ENDSEC;\nEND-ISO-10303-21;\n"});
    out.push_back({"deep.ifc", step + "#11=IFCCARTESIANPOINT(" + std::string(100000, '(') + "0." + std::string(100000, ')') + ");\nENDSEC;\nEND-ISO-10303-21;\n"});
}

void addBinaries(std::vector<Seed>& out) {
    // Chunks: id, then the length with these six bytes. One that holds nothing but itself, for ever.
    out.push_back({"chunks.3ds", little(0x4D4D, 2) + little(0x7FFFFFFF, 4) + little(0x3D3D, 2) + little(0x7FFFFFF0, 4) + repeated(little(0x4000, 2) + little(0, 4), 40)});
    std::string nested;
    for (int i = 0; i < 20000; ++i) nested += little(0x3D3D, 2) + little(static_cast<std::uint64_t>(20000 - i) * 6, 4);
    out.push_back({"deep.3ds", little(0x4D4D, 2) + little(nested.size() + 6, 4) + nested});
    const auto big = [](std::uint32_t v) { return std::string{static_cast<char>(v >> 24), static_cast<char>(v >> 16), static_cast<char>(v >> 8), static_cast<char>(v)}; };
    const std::string points = "PNTS" + big(36) + std::string(36, '\0');
    out.push_back({"count.lwo", "FORM" + big(0xFFFFFFF0u) + "LWO2" + points + "POLS" + big(0xFFFFFFF0u) + "FACE" + repeated("\xFF\xFF", 40)});
    out.push_back({"count.blend", "BLENDER_v249DATA" + little(0xFFFFFFF0u, 4) + little(1, 4) + little(0, 4) + little(0xFFFFFFFFu, 4) + std::string(100, '\0') + "DNA1" + little(0xFFFFFFF0u, 4) +
                                      little(1, 4) + little(0, 4) + little(1, 4) + "SDNANAME" + little(0xFFFFFFFFu, 4) + "a"});
}

}  // namespace

std::vector<Seed> bombs() {
    std::vector<Seed> out;
    addGltf(out);
    addXml(out);
    addArchives(out);
    addTexts(out);
    addEngineering(out);
    addBinaries(out);
    return out;
}

std::string flatPng(unsigned side) {
    const auto big = [](std::uint32_t v) { return std::string{static_cast<char>(v >> 24), static_cast<char>(v >> 16), static_cast<char>(v >> 8), static_cast<char>(v)}; };
    const auto chunk = [&](const std::string& kindAndBytes) {
        const auto crc = crc32(0, reinterpret_cast<const Bytef*>(kindAndBytes.data()), static_cast<uInt>(kindAndBytes.size()));
        return big(static_cast<std::uint32_t>(kindAndBytes.size() - 4)) + kindAndBytes + big(static_cast<std::uint32_t>(crc));
    };
    const std::string rows = pressed(MAX_WBITS, [&](auto feed) {
        const std::string row(1 + (side + 7) / 8, '\0');
        for (unsigned y = 0; y < side; ++y) feed(row);
    });
    return "\x89PNG\r\n\x1A\n" + chunk("IHDR" + big(side) + big(side) + std::string("\1\0\0\0\0", 5)) + chunk("IDAT" + rows) + chunk("IEND");
}

}  // namespace recce::test
