#!/usr/bin/env python3
"""Times whole clean builds of the same documents, by plenary, by the peers that are there, and the floor of the machine.

usage: builds.py SIZE… [--runs N] [--work DIR] [--only NAME,…]

    PLENARY, FLOOR, HUGO, ZOLA   the programs (target/release/plenary, target/release/examples/floor, hugo, zola)

The sites are made once, below --work (or TMPDIR), by corpus.py. The runs are interleaved, so that whatever else the machine
does falls on all alike; each begins without an output, with its sources in memory. Wall is what a person waits, CPU what all
cores spent; both are medians, with the least and the most; ratios are those of the medians. `plenary (bench)` has the theme
in site/, which shows what the peers' themes show; `plenary` the default theme with all that it makes.
"""
import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)


def program(variable, default):
    found = shutil.which(os.environ.get(variable, default))
    return found and os.path.abspath(found)


def contestants():
    """Name, form of the corpus, what is laid over it, command."""
    plenary = program("PLENARY", os.path.join(ROOT, "target/release/plenary"))
    if not plenary:
        sys.exit("build plenary first (cargo build --release), or name it in PLENARY")
    found = [
        ("plenary (bench)", "plenary", os.path.join(HERE, "site"), [plenary, "build", "--quiet"]),
        ("plenary", "plenary", None, [plenary, "build", "--quiet"]),
    ]
    zola, hugo = program("ZOLA", "zola"), program("HUGO", "hugo")
    if zola:
        found.append(("zola", "zola", os.path.join(HERE, "peers/zola"), [zola, "build"]))
    if hugo:
        found.append(("hugo", "hugo", os.path.join(HERE, "peers/hugo"), [hugo, "--quiet"]))
    return found


def make_site(work, name, size, form, overlay):
    site = os.path.join(work, f"{name.replace(' ', '-')}-{size}")
    if not os.path.exists(os.path.join(site, ".made")):
        shutil.rmtree(site, ignore_errors=True)
        subprocess.run([sys.executable, os.path.join(HERE, "corpus.py"), str(size), form, site], check=True)
        if overlay:
            shutil.copytree(overlay, site, dirs_exist_ok=True)
        open(os.path.join(site, ".made"), "w").close()
    return site


def run(command, folder, output):
    """Wall and CPU seconds, and the most memory in MB, of one run without an output before it."""
    for left in (output, os.path.join(folder, ".plenary"), os.path.join(folder, "resources")):
        shutil.rmtree(left, ignore_errors=True)
    os.sync()
    began = time.monotonic()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    told = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.monotonic() - began
    if status:
        sys.exit(f"{command}: {told.decode()}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def listing(output, file):
    """The list that the floor reads; how many files and bytes it has."""
    count = total = 0
    with open(file, "w", encoding="utf-8") as out:
        for folder, _, names in sorted(os.walk(output)):
            for name in sorted(names):
                path = os.path.join(folder, name)
                size = os.path.getsize(path)
                out.write(f"{size}\t{os.path.relpath(path, output)}\n")
                count, total = count + 1, total + size
    return count, total


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "plenary-builds"))
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    only = [name for name in arguments.only.split(",") if name]
    floor = program("FLOOR", os.path.join(ROOT, "target/release/examples/floor"))
    for size in arguments.sizes:
        entries = []
        for name, form, overlay, command in contestants():
            if only and name not in only:
                continue
            site = make_site(arguments.work, name, size, form, overlay)
            output = os.path.join(site, "public")
            run(command, site, output)
            files = os.path.join(arguments.work, f"{name.replace(' ', '-')}-{size}.list")
            count, total = listing(output, files)
            entries.append((name, site, output, command, count, total))
            if name.startswith("plenary") and floor:
                label = "floor of " + name
                out = os.path.join(arguments.work, "floor-output")
                entries.append((label, site, out, [floor, os.path.join(site, "content"), files, out], count, total))
        times = {entry[0]: [] for entry in entries}
        for _ in range(arguments.runs):
            for name, site, output, command, _, _ in entries:
                times[name].append(run(command, site, output))
                if name.startswith("floor"):
                    shutil.rmtree(output, ignore_errors=True)
        report(size, entries, times)


def report(size, entries, times):
    median = {name: [statistics.median(column) for column in zip(*runs)] for name, runs in times.items()}
    print(f"\n{size:,} documents, {len(next(iter(times.values())))} runs, {os.cpu_count()} cores\n")
    print("| | wall s (least–most) | CPU s | memory MB | files | output MB | × floor | Zola ÷ this | Hugo ÷ this |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, _, _, _, count, total in entries:
        wall, cpu, memory = median[name]
        walls = [run[0] for run in times[name]]
        against = lambda other: f"{median[other][0] / wall:.1f}" if other in median and other != name else ""
        floor = "floor of " + name
        ratio = f"{wall / median[floor][0]:.1f}" if floor in median else ""
        peers = (against("zola"), against("hugo")) if name.startswith("plenary") else ("", "")
        print(f"| {name} | {wall:.2f} ({min(walls):.2f}–{max(walls):.2f}) | {cpu:.2f} | {memory:.0f} | {count:,} | {total / 1e6:.0f}"
              f" | {ratio} | {peers[0]} | {peers[1]} |")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
