#!/usr/bin/env python3
"""What the window says when something is broken: an importer that is not there or does not start, a model that is cut
off, a scene file that is no JSON. Everything else goes on working, and nothing broken is written over.

usage: window_troubles_test.py SOURCE_DIR BIN_DIR      needs Xvfb
"""
import json, os, pathlib, random, shutil, subprocess, sys, tempfile, time

source, binaries = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])


def run(*args):
    return subprocess.run([str(a) for a in args], env=env, capture_output=True, text=True, timeout=300)


def window(what, script, *project, program=None):
    path = folder / "script.ui"
    path.write_text(script)
    done = run(program or binaries / "recce", *project, "--ui-script", path)
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {what} {done.stderr.strip()}", flush=True)
    failures.extend([what] if done.returncode != 0 else [])


def fresh_film():
    """A production with one model beside it, and an empty cache."""
    shutil.rmtree(folder / "film", ignore_errors=True)
    shutil.rmtree(folder / "cache", ignore_errors=True)
    shutil.copytree(source / "assets/models/kitchen-backing", folder / "film/models/backing")
    for made in (run(binaries / "recce", "new", folder / "film"),
                 run(binaries / "recce", "do", folder / "film", f"add-piece file={folder}/film/models/backing/kitchen-backing.gltf",
                     "add-scene heading='1 INT. ROOM - DAY'", "add-scene heading='2 EXT. QUAY - NIGHT'")):
        assert made.returncode == 0, made.stderr
    shutil.rmtree(folder / "cache", ignore_errors=True)
    return folder / "film"


with tempfile.TemporaryDirectory() as name:
    folder, failures = pathlib.Path(name), []
    display = f":{random.randint(200, 900)}"
    server = subprocess.Popen(["Xvfb", display, "-noreset", "-screen", "0", "1600x900x24"], stderr=subprocess.DEVNULL)
    env = {**os.environ, "DISPLAY": display, "RECCE_STATE_DIR": name + "/state", "RECCE_CACHE_DIR": name + "/cache", "HOME": name}
    try:
        time.sleep(1)
        (folder / "bin").mkdir()
        shutil.copy(binaries / "recce", folder / "bin/recce")
        (folder / "share").symlink_to((binaries / "../share").resolve())
        alone, importer = folder / "bin/recce", folder / "bin/recce-importer"

        window("no importer", "key Ctrl 1\nexpect text It did not come in\nexpect text The importer program is missing.\nexpect text Build or install Recce again.\n",
               fresh_film(), program=alone)
        doctor = run(alone, "doctor")
        assert doctor.returncode == 0 and "Importer cannot be used: " in doctor.stdout and "The importer program is missing." in doctor.stdout, doctor.stdout + doctor.stderr
        importer.write_text("no program at all\n")
        importer.chmod(0o755)
        window("an importer that does not start", "key Ctrl 1\nexpect text It did not come in\nexpect text could not be started\n", fresh_film(), program=alone)
        assert "could not be started" in run(alone, "doctor").stdout

        film = fresh_film()
        model = film / "models/backing/kitchen-backing.gltf"
        sound = model.read_bytes()
        model.write_bytes(sound[:len(sound) // 2])
        window("a model that is cut off", "key Ctrl 1\nexpect text It did not come in\nexpect text kitchen-backing.gltf\n"
               "click Report/kitchen-backing.gltf/Try again\nexpect text It did not come in\nkey Ctrl 2\nexpect Outline/Scene 2\n", film)
        model.write_bytes(sound)
        window("and is whole again", "key Ctrl 1\nwait 100\nexpect no text It did not come in\n", film)

        before = {p.name: p.read_bytes() for p in (film / "scenes").iterdir()}
        broken = next(p for p in (film / "scenes").iterdir() if b"QUAY" in p.read_bytes())
        broken.write_text('{"recce": {"kind": "sce')
        window("a scene file that is no JSON", f"expect text scenes/{broken.name} cannot be read\nexpect Outline/Scene 1\nexpect no Outline/Scene 2\n"
               "click Outline/Add\ntext 3 INT. HALL - DAY\nkey Enter\nkey Ctrl S\nwait 30\nexpect text Kept\n", film)
        assert broken.read_text() == '{"recce": {"kind": "sce'
        findings = json.loads(run(binaries / "recce", "check", film, "--json").stdout)
        assert any(f["code"] == "damaged-file" and broken.name in f["message"] for f in findings), findings
        broken.write_bytes(before[broken.name])
        window("and is restored", "expect Outline/Scene 1\nexpect Outline/Scene 2\nexpect Outline/Scene 3\n", film)
    finally:
        server.terminate()
        server.wait()
sys.exit(1 if failures else 0)
