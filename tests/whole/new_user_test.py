#!/usr/bin/env python3
"""A new user's way in the real window under Xvfb: from an empty production to the shot list on disk, and back again.

usage: new_user_test.py SOURCE_DIR BIN_DIR

new_user.ui names what is clicked and typed, the window counts the interactions; new_user_again.ui opens what was made and
writes the boards. A board that the window wrote must have the very bytes of `recce render --shot`. Needs Xvfb.
"""
import json, os, pathlib, random, re, subprocess, sys, tempfile, time

source, binaries = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])

# A set and where to click on it: shares of the overhead's width and height, and the table in the free view.
HOUSE = (source / "../shared/models/small-house-interior/small-house.gltf", {
    "MARA": "0.72 0.44 0.80 0.44", "TEO": "0.885 0.44 0.80 0.44", "ON_MARA": "0.72 0.44", "ON_TEO": "0.885 0.44", "KEY": "0.76 0.62",
    "FILL": "0.76 0.34", "LAMP": "0.868 0.605", "MASTER": "0.80 0.78 0.80 0.50", "TABLE": "0.83 0.585"})
KITCHEN = (source / "assets/models/kitchen/kitchen.gltf", {
    "MARA": "0.329 0.524 0.40 0.524", "TEO": "0.489 0.512 0.42 0.512", "ON_MARA": "0.329 0.524", "ON_TEO": "0.489 0.512", "KEY": "0.289 0.602",
    "FILL": "0.289 0.425", "LAMP": "0.4225 0.512", "MASTER": "0.302 0.614 0.40 0.53", "TABLE": "0.42 0.47"})


def run(*args):
    return subprocess.run([str(a) for a in args], env=env, capture_output=True, text=True, timeout=900)


def window(name, values, *project):
    script = (source / "tests/whole" / name).read_text()
    for key, value in values.items():
        script = script.replace("{" + key + "}", str(value))
    path = pathlib.Path(folder) / name
    path.write_text(script)
    done = run(binaries / "recce", *project, "--ui-script", path)
    print(name, done.stderr.strip(), flush=True)
    assert done.returncode == 0, "the script did not reach its end"
    return int(re.search(r"(\d+) interactions", done.stderr).group(1))


def listed(what):
    out = run(binaries / "recce", "list", film, what, "--json")
    assert out.returncode == 0, out.stderr
    return json.loads(out.stdout)


with tempfile.TemporaryDirectory() as folder:
    display, film = f":{random.randint(200, 900)}", pathlib.Path(folder) / "film"
    server = subprocess.Popen(["Xvfb", display, "-noreset", "-screen", "0", "1600x900x24"], stderr=subprocess.DEVNULL)
    env = {**os.environ, "DISPLAY": display, "RECCE_STATE_DIR": folder + "/state", "RECCE_CACHE_DIR": folder + "/cache",
           "HOME": folder}
    try:
        time.sleep(1)
        model, places = HOUSE if HOUSE[0].exists() else KITCHEN
        count = window("new_user.ui", {"MODEL": model.resolve(), "FILM": film, **places})
        assert count < 60, f"{count} interactions"
        shots = listed("shots")
        assert [s["label"] for s in shots] == ["12 master", "12 Mara", "12 Teo", "12 insert"], shots
        assert [s["size"] for s in shots[1:]] == ["MCU", "MCU", "INSERT"], shots
        people = {c["id"]: c["name"] for c in listed("characters")}
        assert [[people[c] for c in s["characters"]] for s in shots[1:3]] == [["MARA"], ["TEO"]], shots
        assert [light["role"] for light in sorted(listed("lights"), key=lambda light: "key fill practical".index(light["role"]))] == ["key", "fill", "practical"]
        assert all(light["aim"] for light in listed("lights") if light["role"] != "practical")
        assert len(listed("marks")) == 2 and len(listed("cameras")) == 4 and len(listed("setups")) == 4
        sheets = sorted(p.suffix for p in (film / "deliver").iterdir())
        assert sheets == [".pdf", ".xlsx"], sheets

        window("new_user_again.ui", {}, film)
        boards = sorted((film / "deliver").rglob("*.png"))
        assert len(boards) == 4, boards
        for board in boards:
            rendered = pathlib.Path(folder) / "rendered.png"
            size = "{}x{}".format(*(int.from_bytes(board.read_bytes()[at:at + 4], "big") for at in (16, 20)))
            out = run(binaries / "recce", "render", film, "--shot", board.stem, "--size", size, "-o", rendered)
            assert out.returncode == 0, out.stderr
            same = rendered.read_bytes() == board.read_bytes()
            print(f"{board.stem} {size}: {'the same bytes as recce render' if same else 'OTHER bytes than recce render'}", flush=True)
            assert same
    finally:
        server.terminate()
        server.wait()
