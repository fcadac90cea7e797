#!/usr/bin/env python3
"""Times clean builds of sites that grow in one way alone, and draws time and memory against their size.

usage: growth.py [--sizes N,N,…] [--only SHAPE,…] [--runs N] [--work DIR] [--plot FILE]

    PLENARY   the program (target/release/plenary)

The shapes: `hub`, one Recommendation that every record mentions; `references`, 50 references to others in every record; and
`lines`, a study group that lists every record. Sizes are of the largest site of each shape, which is built at a quarter and at
a half of it, too: 20,000, 20,000 and 100,000 records when none are said. The theme is the default one, with all its outputs; the
runs are interleaved and begin without an output. The exponent is the slope of the logarithms from the smallest site to the
largest: 1 is as linear as can be, 2 grows with the square.
"""
import argparse
import math
import os
import shutil
import statistics
import sys
import tempfile
from xml.sax.saxutils import escape

from builds import ROOT, program, run

REFERENCES = 50
WORDS = "The group met on the matter and asks for contributions by the date that the letter says. "


def hub(number, count):
    return f"What Recommendation ITU-T Y.4484 asks for. {WORDS}"


def references(number, count):
    others = ((number * 7 + step * 131) % count for step in range(1, REFERENCES + 1))
    return "\n\n".join(f"See TSB Circular {other}. {WORDS}" for other in others)


def lines(number, count):
    return f"To ITU-T SG17. {WORDS}"


# name: the text of a record, the records of the largest site, what grows.
SHAPES = {
    "hub": (hub, 20_000, "records that mention one text"),
    "references": (references, 20_000, f"records of {REFERENCES} references"),
    "lines": (lines, 100_000, "lines of a study group"),
}


def make_site(folder, shape, count):
    """A site of so many circulars, a study group and a Recommendation."""
    if os.path.exists(os.path.join(folder, ".made")):
        return
    shutil.rmtree(folder, ignore_errors=True)
    files = {
        "plenary.yaml": 'title: Focus groups\nbase_url: "https://example.org/"\ntoday: 2026-01-01\n',
        "content/study-groups/sg17.md": "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\n",
        "content/study-groups/sg20.md": "---\ntitle: Internet of things\nacronym: SG20\nnumber: 20\n---\n",
        "content/catalogue/recommendations.yaml": "- {id: Y.4484, title: Framework, study_group: SG20}\n",
    }
    for number in range(count):
        date = f"{2000 + number % 25}-{1 + number // 25 % 12:02}-{1 + number // 300 % 28:02}"
        files[f"content/circulars/c{number}.md"] = (
            f"---\ntitle: Letter {number}\nseries: TSB Circular\nnumber: {number}\ndate: {date}\n---\n\n"
            f"{SHAPES[shape][0](number, count)}\n"
        )
    for path, text in files.items():
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    open(os.path.join(folder, ".made"), "w").close()


def measure(arguments, plenary):
    """{shape: [(size, wall seconds of each run, MB of each run)]}"""
    measured = {}
    for shape in arguments.only:
        largest = dict(zip(arguments.only, arguments.sizes))[shape] if arguments.sizes else SHAPES[shape][1]
        sizes = [largest // 4, largest // 2, largest]
        sites = {size: os.path.join(arguments.work, f"{shape}-{size}") for size in sizes}
        for size, site in sites.items():
            make_site(site, shape, size)
        taken = {size: [] for size in sizes}
        for _ in range(arguments.runs):
            for size, site in sites.items():
                output = os.path.join(site, "public")
                taken[size].append(run([plenary, "build", "--quiet"], site, output))
                shutil.rmtree(output)
        measured[shape] = [(size, [one[0] for one in runs], [one[2] for one in runs]) for size, runs in taken.items()]
        for site in sites.values():
            shutil.rmtree(site)
    return measured


def exponent(sizes, values):
    return math.log(values[-1] / values[0]) / math.log(sizes[-1] / sizes[0])


def report(measured, runs):
    print(f"{runs} runs, {os.cpu_count()} cores\n")
    print("| what grows | size | wall s (least–most) | memory MB | µs a record | exponent of time | of memory |")
    print("|---|---|---|---|---|---|---|")
    for shape, points in measured.items():
        sizes = [size for size, _, _ in points]
        walls, memory = ([statistics.median(point[column]) for point in points] for column in (1, 2))
        for (size, all_walls, _), wall, used in zip(points, walls, memory):
            last = size == sizes[-1]
            slopes = [f"{exponent(sizes, values):.2f}" if last else "" for values in (walls, memory)]
            print(f"| {SHAPES[shape][2]} | {size:,} | {wall:.2f} ({min(all_walls):.2f}–{max(all_walls):.2f}) | {used:.0f}"
                  f" | {wall / size * 1e6:.0f} | {slopes[0]} | {slopes[1]} |")


def nice(top):
    """The first round number that is not below `top`."""
    step = 10 ** math.floor(math.log10(top))
    return next(step * factor for factor in (1, 2, 2.5, 5, 10) if step * factor >= top)


def panel(x, y, title, unit, sizes, values, spans):
    """One diagram: the medians, from the least to the most, and the line from nothing through the smallest size."""
    width, height = 210, 150
    right, top = sizes[-1], nice(max(max(span) for span in spans))
    at = lambda size, value: (x + width * size / right, y + height - height * value / top)
    out = [f'<text class="name" x="{x}" y="{y - 26}">{escape(title)}</text>',
           f'<text class="unit" x="{x}" y="{y - 10}">{escape(unit)}</text>']
    for part in range(5):
        value = top * part / 4
        line = at(0, value)[1]
        out.append(f'<path class="grid" d="M{x} {line:.1f}h{width}"/>'
                   f'<text class="tick" x="{x - 6}" y="{line + 4:.1f}" text-anchor="end">{value:g}</text>')
    straight = values[0] / sizes[0] * right
    end = at(right, straight) if straight <= top else at(right * top / straight, top)
    out.append(f'<path class="straight" d="M{x} {y + height}L{end[0]:.1f} {end[1]:.1f}"/>')
    points = [at(size, value) for size, value in zip(sizes, values)]
    out.append('<path class="line" d="M' + "L".join(f"{px:.1f} {py:.1f}" for px, py in points) + '"/>')
    for (px, py), size, (least, most) in zip(points, sizes, spans):
        out.append(f'<path class="line" d="M{px:.1f} {at(size, least)[1]:.1f}V{at(size, most)[1]:.1f}"/>'
                   f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3.5"/>'
                   f'<text class="tick" x="{px:.1f}" y="{y + height + 18}" text-anchor="middle">{size:,}</text>')
    return out


def plot(measured, file):
    """Time above, memory below, a column for each shape; colours for light and dark grounds."""
    width, height = 60 + 280 * len(measured), 510
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
        ' aria-label="Time and memory of a clean build against the size of the site">',
        "<style>svg{font:12px sans-serif;color-scheme:light dark;--ink:#1a1a1a;--quiet:#555;--grid:#ddd;--line:#0b4a8f;--ground:#fff}"
        "@media(prefers-color-scheme:dark){svg{--ink:#eee;--quiet:#aaa;--grid:#444;--line:#8cc2ff;--ground:#161b22}}"
        ".ground{fill:var(--ground)}.name{fill:var(--ink);font-weight:bold}.unit,.tick{fill:var(--quiet)}.tick{font-size:11px}"
        ".grid{stroke:var(--grid)}.line{stroke:var(--line);stroke-width:2;fill:none}circle{fill:var(--line)}"
        ".straight{stroke:var(--quiet);stroke-dasharray:4 4;fill:none}</style>",
        f'<rect class="ground" width="{width}" height="{height}"/>',
    ]
    for column, (shape, points) in enumerate(measured.items()):
        sizes = [size for size, _, _ in points]
        for row, unit in ((1, "seconds"), (2, "MB at most")):
            runs = [point[row] for point in points]
            values, spans = [statistics.median(one) for one in runs], [(min(one), max(one)) for one in runs]
            out += panel(60 + 280 * column, 50 + 240 * (row - 1), SHAPES[shape][2], unit, sizes, values, spans)
    out.append(f'<text class="unit" x="60" y="{height - 16}">Dashed: in proportion to the smallest site.</text></svg>')
    with open(file, "w", encoding="utf-8") as target:
        target.write("\n".join(out) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = lambda text: [name for name in text.split(",") if name]
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in names(text)], default=[])
    parser.add_argument("--only", type=names, default=list(SHAPES))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--work", default=os.path.join(tempfile.gettempdir(), "plenary-growth"))
    parser.add_argument("--plot")
    arguments = parser.parse_args()
    if not set(arguments.only) <= set(SHAPES) or len(arguments.sizes) not in (0, len(arguments.only)):
        parser.error(f"the shapes are {', '.join(SHAPES)}; a size for each that is built")
    plenary = program("PLENARY", os.path.join(ROOT, "target/release/plenary"))
    if not plenary:
        sys.exit("build plenary first (cargo build --release), or name it in PLENARY")
    measured = measure(arguments, plenary)
    report(measured, arguments.runs)
    if arguments.plot:
        plot(measured, arguments.plot)


if __name__ == "__main__":
    main()
