#!/usr/bin/env python3
"""Runs the command lines of README.md as a newcomer would, in an empty folder beside the project's assets.

usage: readme_test.py SOURCE_DIR BIN_DIR
"""
import os, pathlib, re, subprocess, sys, tempfile

source, binaries = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
blocks = re.findall(r"^```sh\n(.*?)^```", (source / "README.md").read_text(), re.M | re.S)
lines = [line for block in blocks for line in block.splitlines() if line.strip()]
assert len(lines) >= 10, "README.md has lost its command lines"

with tempfile.TemporaryDirectory() as folder:
    for name in ("assets", "scenes"):
        if (source / name).exists():
            os.symlink(source / name, pathlib.Path(folder) / name)
    (pathlib.Path(folder) / "out").mkdir()
    env = {**os.environ, "PATH": f"{binaries}:{os.environ['PATH']}", "RECCE_CACHE_DIR": folder + "/cache",
           "RECCE_STATE_DIR": folder + "/state"}
    failed = 0
    for line in lines:
        done = subprocess.run(["bash", "-c", line], cwd=folder, env=env, capture_output=True, text=True)
        # `check` says 3 where it found something; the tour's scene is allowed to.
        good = done.returncode == 0 or (line.startswith("recce check") and done.returncode == 3)
        failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {line}")
        if not good:
            print(done.stdout[-1500:], done.stderr[-1500:], sep="\n")
    wrote = [p for p in (pathlib.Path(folder) / "out").rglob("*") if p.is_file()]
    for name in ("12.png", "shot list.pdf", "shot list.xlsx", "overhead.pdf", "boards.pdf", "setups.csv"):
        if not any(p.name == name and p.stat().st_size > 500 or (p.suffix == ".csv" and p.name == name) for p in wrote):
            print(f"FAIL {name} was not written")
            failed += 1
sys.exit(1 if failed else 0)
