#!/usr/bin/env python3
"""Real mouse and keyboard events, faster than frames come: nothing of them may be lost or wait for the next event.

usage: hand_test.py BIN_DIR

A window under Xvfb gets its events from xdotool, all at a stroke: a click on + and a heading in capitals (Shift goes down
and up for every letter), Enter, the same again, then a quick click on a tab. Nobody touches anything afterwards. The
command line, which reads the journal, must find both scenes, and the list of controls the other workspace.
"""
import json, os, pathlib, random, subprocess, sys, tempfile, time

recce = pathlib.Path(sys.argv[1]) / "recce"


def places(file):
    lines = file.read_text().splitlines() if file.exists() else []
    parts = [line.split(" ", 4) for line in lines]
    return {p[4]: ((int(p[0]) + int(p[2])) // 2, (int(p[1]) + int(p[3])) // 2) for p in parts if len(p) == 5}


def until(what, seconds=60):
    end = time.time() + seconds
    while time.time() < end:
        if (found := what()):
            return found
        time.sleep(0.2)
    return None


with tempfile.TemporaryDirectory() as folder:
    display = f":{random.randint(200, 900)}"
    server = subprocess.Popen(["Xvfb", display, "-noreset", "-screen", "0", "1280x720x24"], stderr=subprocess.DEVNULL)
    env = {**os.environ, "DISPLAY": display, "RECCE_STATE_DIR": folder + "/state", "RECCE_CACHE_DIR": folder + "/cache",
           "HOME": folder}
    film, names = pathlib.Path(folder) / "film", pathlib.Path(folder) / "names"
    window = None

    def hand(*words):
        subprocess.run(["xdotool", *map(str, words)], env=env, check=True)

    def scenes():
        out = subprocess.run([recce, "list", film, "scenes", "--json"], env=env, capture_output=True, text=True, check=True)
        return [s["number"] for s in json.loads(out.stdout)]

    try:
        time.sleep(1)
        subprocess.run([recce, "new", film], env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run([recce, "do", film, "add-scene '1 INT. ROOM - DAY'"], env=env, check=True, stdout=subprocess.DEVNULL)
        window = subprocess.Popen([recce, film, "--ui-names", names], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if not until(lambda: "Outline/Add" in places(names)):
            sys.exit("the window shows no outline")
        time.sleep(1)
        for heading in ("2 EXT. QUAY STREET - NIGHT", "3 INT. HARBOUR OFFICE - DAY"):
            hand("mousemove", *places(names)["Outline/Add"], "click", 1, "type", "--delay", "1", heading)
            hand("key", "Return")
            if not until(lambda: heading[0] in scenes(), 30):
                sys.exit(f"FAIL '{heading}' was typed and never came: {scenes()}")
        hand("mousemove", *places(names)["Workspace/Shots"], "click", 1)
        if not until(lambda: "Shots/Filter" in places(names), 30):
            sys.exit("FAIL a quick click on a tab was lost")
        print("ok   typed and clicked faster than frames:", *scenes())
    finally:
        if window:
            window.kill()
            window.wait()
        server.terminate()
        server.wait()
