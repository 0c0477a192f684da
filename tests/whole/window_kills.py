#!/usr/bin/env python3
"""Kills the window while somebody works in it, again and again: what was there a second before is there after.

usage: window_kills.py BIN_DIR [ROUNDS]

A script adds scenes by clicking and typing in a real window under Xvfb. The command line, which reads the journal and
takes no lock, counts them; a second later the window gets SIGKILL at a random moment; then none of those counted may be
missing, the next window must open, and nothing half written may lie about.
"""
import json, os, pathlib, random, signal, subprocess, sys, tempfile, time

binaries, rounds = pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20
recce = binaries / "recce"
random.seed(7)


def scenes(film, env):
    out = subprocess.run([recce, "list", film, "scenes", "--json"], env=env, capture_output=True, text=True)
    if out.returncode != 0:
        sys.exit(f"recce list: {out.stderr}")
    return [s["number"] for s in json.loads(out.stdout)]


with tempfile.TemporaryDirectory() as folder:
    display = f":{random.randint(200, 900)}"
    server = subprocess.Popen(["Xvfb", display, "-noreset", "-screen", "0", "1280x720x24"], stderr=subprocess.DEVNULL)
    env = {**os.environ, "DISPLAY": display, "RECCE_STATE_DIR": folder + "/state", "RECCE_CACHE_DIR": folder + "/cache",
           "HOME": folder}
    film, script = pathlib.Path(folder) / "film", pathlib.Path(folder) / "work.ui"
    failed = worked = 0
    try:
        time.sleep(1)
        subprocess.run([recce, "new", film], env=env, check=True, stdout=subprocess.DEVNULL)
        for turn in range(rounds):
            # Undone and done again between, and saved now and then: kills fall into saves as well.
            script.write_text("key Ctrl 2\n" + "".join(
                f"click Outline/Add\ntext {turn}-{n} INT. ROOM - DAY\nkey Enter\nkey Ctrl Z\nkey Ctrl Y\n"
                + ("key Ctrl S\n" if n % 3 == 2 else "") for n in range(200)))
            window = subprocess.Popen([recce, film, "--ui-script", script], env=env, stdout=subprocess.DEVNULL,
                                      stderr=subprocess.PIPE)
            time.sleep(2 + 3 * random.random())
            before = scenes(film, env)
            time.sleep(1 + random.random())
            if window.poll() is not None:
                sys.exit(f"the window ended by itself: {window.stderr.read().decode()}")
            window.send_signal(signal.SIGKILL)
            window.wait()
            after = scenes(film, env)
            # The last one counted may have been in the middle of its Undo.
            lost = [n for n in before[:-1] if n not in after]
            worked += len(after) > len(before)
            failed += bool(lost)
            print(f"{'FAIL' if lost else 'ok  '} round {turn}: {len(before)} scenes, then {len(after)}", *lost)
        subprocess.run([recce, "do", film, "set-production title=Whole"], env=env, check=True, stdout=subprocess.DEVNULL)
        strays = [p for p in film.rglob("*.tmp")]
        if strays or worked == 0:
            print(f"FAIL left behind: {strays}; rounds that grew: {worked}")
            failed += 1
    finally:
        server.terminate()
        server.wait()
sys.exit(1 if failed else 0)
