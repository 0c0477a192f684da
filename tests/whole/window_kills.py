#!/usr/bin/env python3
"""Kills the window in the middle of a drag, of a save and of an import: what was there a second before is there after.

usage: window_kills.py BIN_DIR [ROUNDS]

A real window under Xvfb. The rounds take turns:
  drag    the mouse (xdotool) drags a mark over the overhead at a steady pace; SIGKILL at a random moment of it. The mark
          must come back no farther behind the pointer than a second of that pace.
  save    a script adds scenes and saves after each; SIGKILL as soon as a file in the making is seen in the folder.
          No scene may be missing that the command line had seen, nothing half written may stay.
  import  a model is brought in by the chooser with an empty cache; SIGKILL while the importer runs. The importer must be
          gone with the window, the production must be as it was, and the next import must work.
After every kill the command line reads the journal; at the end a window opens what is left. Needs Xvfb and xdotool.
"""
import itertools, json, os, pathlib, random, shutil, signal, subprocess, sys, tempfile, time

binaries, rounds = pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20
recce = binaries / "recce"
model = pathlib.Path(__file__).resolve().parents[2] / "assets/models/kitchen/kitchen.gltf"
random.seed(7)

PACE = 90.0      # pixels a second of the drag
SECOND = 1.0     # what may be lost
SNAP = 8         # pixels that snapping to 5 cm may be
ON_THE_WAY = 1.0  # seconds that an event may be on its way into a frame of a loaded software device


class Failure(Exception):
    pass


def run(*args, **more):
    return subprocess.run([str(a) for a in args], env=env, capture_output=True, text=True, **more)


def listed(what):
    out = run(recce, "list", film, what, "--json")
    if out.returncode != 0:
        raise Failure(f"recce list {what}: {out.stderr}")
    return json.loads(out.stdout)


def mouse(*args):
    run("xdotool", *args, check=True)


def names():
    """Where the window's controls are: name -> x0, y0, x1, y1."""
    try:
        rows = [line.split(" ", 4) for line in names_file.read_text().splitlines()]
    except FileNotFoundError:
        return {}
    return {row[4]: tuple(map(int, row[:4])) for row in rows if len(row) == 5}


def wait_for(find, what, seconds=60, pause=0.05):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = find()
        if found:
            return found
        time.sleep(pause)
    raise Failure(f"waited for {what} in vain")


def open_window(script=None):
    names_file.unlink(missing_ok=True)
    more = []
    if script is not None:
        script_file.write_text(script)
        more = ["--ui-script", script_file]
    return subprocess.Popen([recce, film, "--ui-names", names_file, *more], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def kill(window):
    if window.poll() is not None:
        raise Failure(f"the window ended by itself: {window.stderr.read().decode()}")
    window.send_signal(signal.SIGKILL)
    window.wait()


def position():
    return next(m for m in listed("marks") if m["id"] == "mark:00000000000000aa")["position_m"][0]


def grab():
    """Chooses MARA's mark, presses the mouse on it in the overhead and returns where."""
    row = wait_for(lambda: next((r for n, r in names().items() if n.startswith("Outline/") and n.endswith("/MARA 1")), None), "the outline")
    sign = wait_for(lambda: names().get("Stage/Sign MARA 1"), "the mark's plate")
    time.sleep(1)  # until the views are framed
    sign = names()["Stage/Sign MARA 1"]
    # The plate stands 12 px above the mark until the mark is chosen.
    x, y = (sign[0] + sign[2]) // 2, sign[3] + 12
    mouse("mousemove", (row[0] + row[2]) // 2, (row[1] + row[3]) // 2, "click", 1)
    wait_for(lambda: "Inspector/Label" in names(), "the mark's inspector")
    mouse("mousemove", x, y)
    time.sleep(0.5)
    mouse("mousedown", 1)
    return x, y


def calibrate():
    """Metres a pixel of the overhead: one drag that is let go, read from the journal."""
    before, window = position(), open_window()
    try:
        x, y = grab()
        for i in range(1, 21):
            mouse("mousemove", x + i * 6, y)
            time.sleep(0.03)
        time.sleep(0.5)
        mouse("mouseup", 1)
        wait_for(lambda: abs(position() - before) > 0.05, "the drag in the journal", 20)
        time.sleep(1.5)
        return (position() - before) / 120
    finally:
        window.kill()
        window.wait()


def drag_round():
    """The pointer goes right at a steady pace."""
    run(recce, "do", film, "set 'MARA 1' position=0,0,0")
    before, window = position(), open_window()
    try:
        x, y = grab()
        start, length = time.monotonic(), 1.5 + 1.5 * random.random()
        track = []
        while (now := time.monotonic() - start) < length:
            mouse("mousemove", x + int(now * PACE), y)
            track.append((time.monotonic() - start, int(now * PACE)))
            time.sleep(0.03)
        kill(window)
        killed = time.monotonic() - start
    finally:
        if window.poll() is None:
            window.kill()
        run("xdotool", "mouseup", 1)
    moved = (position() - before) / metres_per_pixel
    kept = max((px for at, px in track if at < killed - SECOND - ON_THE_WAY), default=0)
    if moved < kept - SNAP or moved > track[-1][1] + SNAP:
        raise Failure(f"the pointer had gone {kept} px a second before, {track[-1][1]} at the end; the mark came back at {moved:.0f}")
    return f"pointer at {track[-1][1]} px, mark came back at {moved:.0f}"


def half_written():
    return [e.path for place in (film, film / "scenes") if place.exists() for e in os.scandir(place) if e.name.endswith(".tmp")]


def save_round(turn):
    window = open_window("key Ctrl 2\n" + "".join(
        f"click Outline/Add\ntext {turn}-{n} INT. ROOM - DAY\nkey Enter\nkey Ctrl S\n" for n in range(200)))
    try:
        time.sleep(2 + 2 * random.random())
        before = [s["number"] for s in listed("scenes")]
        wait_for(half_written, "a file in the making", 60, 0)
        time.sleep(random.choice([0, 0, 0.001, 0.003]))
        kill(window)
    finally:
        if window.poll() is None:
            window.kill()
    left = len(half_written())
    after = [s["number"] for s in listed("scenes")]
    lost = [n for n in before if n not in after]
    if lost:
        raise Failure(f"lost scenes {lost}")
    # Whoever opens it next for editing clears away what the kill left.
    if run(recce, "do", film, f"set-production title=Save{turn}").returncode != 0 or half_written():
        raise Failure("it could not be edited afterwards, or files in the making stayed")
    return f"{len(before)} scenes, then {len(after)}; {left} files in the making at the kill"


def importers_of(pid):
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text()
        except OSError:
            continue
        name, rest = stat[stat.index("(") + 1:stat.rindex(")")], stat[stat.rindex(")") + 2:].split()
        if name.startswith("recce-importer") and (pid is None or int(rest[1]) == pid):
            found.append(int(entry.name))
    return found


def blocking():
    """Scenes and marks, but for the set that a model just come in brings to its scene."""
    return [{k: v for k, v in scene.items() if k != "sets"} for scene in listed("scenes")], listed("marks")


def import_round(turn):
    shutil.rmtree(env["RECCE_CACHE_DIR"], ignore_errors=True)
    before = blocking()
    window = open_window(f"key Ctrl I\ntext {model}\nkey Enter\nwait 600\n")
    try:
        child = wait_for(lambda: importers_of(window.pid), "the importer")[0]
        time.sleep(0.5 * random.random())
        running = pathlib.Path(f"/proc/{child}").exists()
        kill(window)
    finally:
        if window.poll() is None:
            window.kill()

    def gone():
        try:
            return pathlib.Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
        except OSError:
            return True
    wait_for(gone, "the orphaned importer's end", 3)
    after = blocking()
    if after != before:
        raise Failure("the production changed: " + "; ".join(f"{a} became {b}" for old, new in zip(before, after) if old != new
                                                             for a, b in itertools.zip_longest(old, new) if a != b))
    cache = pathlib.Path(env["RECCE_CACHE_DIR"])
    half = [p for p in cache.rglob("*") if p.is_file() and p.name.startswith(".")]
    again = run(recce, "info", model, "--json")
    if again.returncode != 0:
        raise Failure(f"the next import: {again.stderr}")
    return f"importer {'running' if running else 'just done'} at the kill, gone with the window; {len(half)} half files in the cache"


with tempfile.TemporaryDirectory() as folder:
    display = f":{random.SystemRandom().randint(200, 900)}"
    server = subprocess.Popen(["Xvfb", display, "-noreset", "-screen", "0", "1600x900x24"], stderr=subprocess.DEVNULL)
    env = {**os.environ, "DISPLAY": display, "RECCE_STATE_DIR": folder + "/state", "RECCE_CACHE_DIR": folder + "/cache",
           "HOME": folder}
    film, names_file, script_file = (pathlib.Path(folder) / n for n in ("film", "names", "work.ui"))
    failed, metres_per_pixel = 0, None
    done = {"drag": 0, "save": 0, "import": 0}
    try:
        time.sleep(1)
        assert run(recce, "new", film).returncode == 0
        made = run(recce, "do", film, "add-scene heading='1 INT. ROOM - DAY'", "add-mark character=MARA at=0,0,0 id=mark:00000000000000aa", "add-mark character=TEO at=3,0,2")
        assert made.returncode == 0, made.stderr

        metres_per_pixel = calibrate()
        print(f"the overhead shows {metres_per_pixel:.4f} m a pixel")
        for turn in range(rounds):
            phase = ("drag", "save", "import")[turn % 3]
            try:
                said = {"drag": drag_round, "save": lambda: save_round(turn), "import": lambda: import_round(turn)}[phase]()
                print(f"ok   {turn} {phase}: {said}", flush=True)
                done[phase] += 1
            except Failure as why:
                print(f"FAIL {turn} {phase}: {why}", flush=True)
                failed += 1
        script_file.write_text("expect Stage/Overhead\nexpect text ROOM\n")
        whole = run(recce, film, "--ui-script", script_file)
        if whole.returncode != 0:
            print(f"FAIL the window does not open what is left: {whole.stderr}")
            failed += 1
        print(", ".join(f"{n} during a {phase}" if phase != "import" else f"{n} during an import" for phase, n in done.items()), "survived")
    finally:
        server.terminate()
        server.wait()
sys.exit(1 if failed else 0)
