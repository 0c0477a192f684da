#!/usr/bin/env python3
"""A new user's way in the real window under Xvfb: from an empty production to the shot list on disk, and back again.

usage: new_user_test.py SOURCE_DIR BIN_DIR

tests/whole/new_user.ui names what is clicked and typed; the window counts the interactions. Needs Xvfb.
"""
import json, os, pathlib, random, re, subprocess, sys, tempfile, time

source, binaries = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
with tempfile.TemporaryDirectory() as folder:
    display, film = f":{random.randint(200, 900)}", pathlib.Path(folder) / "film"
    server = subprocess.Popen(["Xvfb", display, "-noreset", "-screen", "0", "1280x720x24"], stderr=subprocess.DEVNULL)
    env = {**os.environ, "DISPLAY": display, "RECCE_STATE_DIR": folder + "/state", "RECCE_CACHE_DIR": folder + "/cache",
           "HOME": folder}
    try:
        time.sleep(1)
        script = (source / "tests/whole/new_user.ui").read_text()
        model = source / "assets/models/kitchen-backing/kitchen-backing.gltf"
        path = pathlib.Path(folder) / "way.ui"
        path.write_text(script.replace("{MODEL}", str(model)).replace("{FILM}", str(film)))
        window = subprocess.run([binaries / "recce", "--ui-script", path], env=env, capture_output=True, text=True, timeout=500)
        said = window.stdout + window.stderr
        print(said)
        assert window.returncode == 0, "the script did not reach its end"
        count = int(re.search(r"(\d+) interactions", said).group(1))
        assert count < 60, f"{count} interactions"
        listed = subprocess.run([binaries / "recce", "list", film, "shots", "--json"], env=env, capture_output=True, text=True)
        shots = json.loads(listed.stdout)
        assert [s["label"] for s in shots] == ["12", "12A", "12B"], listed.stdout
        sheets = sorted(p.suffix for p in (film / "deliver").iterdir())
        assert sheets == [".pdf", ".xlsx"], sheets
    finally:
        server.terminate()
        server.wait()
