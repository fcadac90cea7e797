#!/usr/bin/env python3
"""Times rebuilds after one edit from the command line, beside clean builds of the same site.

usage: rebuilds.py SIZE [--runs N] [--work DIR]

    PLENARY      the program (target/release/plenary)

The sites are those of builds.py, below --work: on a disk a file costs more to make than to write, so a folder in memory and one
on a disk say different things. A round is a clean build, the first rebuild, which has no earlier site to be staged over, and two
more; before each rebuild a sentence of one circular is changed. Medians of the rounds, with the least and the most. `kept` is how
many of the published files the last rebuild left as they were, with their times.
"""
import argparse
import os
import statistics
import subprocess
import tempfile
import time

import builds

# Rebuilds of a round. From the second on there is an earlier site.
REBUILDS = 3


def circular(site):
    """The file of one circular, and its text."""
    folder = os.path.join(site, "content", "circulars")
    file = os.path.join(folder, sorted(os.listdir(folder))[7])
    with open(file, encoding="utf-8") as text:
        return file, text.read()


def write(file, text):
    with open(file, "w", encoding="utf-8") as out:
        out.write(text)


def times_of(output):
    """When each published file was written, by its path."""
    files = (os.path.join(folder, name) for folder, _, names in os.walk(output) for name in names)
    return {file: os.stat(file).st_mtime_ns for file in files}


def rebuild(command, site):
    os.sync()
    began = time.monotonic()
    subprocess.run(command, cwd=site, check=True)
    return time.monotonic() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "plenary-builds"))
    arguments = parser.parse_args()
    print(f"{arguments.size:,} documents, {arguments.runs} rounds, {os.cpu_count()} cores\n")
    print("| | clean s (least–most) | first rebuild | rebuild | ÷ clean | files | kept |")
    print("|---|---|---|---|---|---|---|")
    for name, form, overlay, command in builds.contestants():
        if not name.startswith("plenary"):
            continue
        site = builds.make_site(arguments.work, name, arguments.size, form, overlay)
        output = os.path.join(site, "public")
        file, text = circular(site)
        rounds = []
        for at in range(arguments.runs):
            row = [builds.run(command, site, output)[0]]
            for again in range(REBUILDS):
                write(file, f"{text}\nEdited in round {at}, for the time {again}.\n")
                before = times_of(output)
                row.append(rebuild(command, site))
            rounds.append(row)
            write(file, text)
            after = times_of(output)
            kept = sum(before.get(file) == written for file, written in after.items())
        columns = list(zip(*rounds))
        shown = [f"{statistics.median(column):.2f} ({min(column):.2f}–{max(column):.2f})" for column in (columns[0], columns[1], columns[-1])]
        ratio = statistics.median(columns[-1]) / statistics.median(columns[0])
        print(f"| {name} | {' | '.join(shown)} | {ratio:.2f} | {len(after):,} | {kept:,} |", flush=True)


if __name__ == "__main__":
    main()
