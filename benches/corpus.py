#!/usr/bin/env python3
"""Deterministic benchmark corpus: a standards body's focus-group site.

usage: corpus.py N {plenary,hugo,zola} OUT   (PLENARY_BENCH_SEED: another corpus of the same shape)

Writes exactly N Markdown documents with YAML front matter under OUT: 5 % focus groups, 65 % circulars, 30 %
reports. The documents are the same for every format; a format only decides where a file lies and how its front
matter is spelled. Themes (layouts, section index files, configuration) of the peers in peers/ are laid over OUT.
"""
import datetime
import json
import os
import random
import sys

SEED = os.environ.get("PLENARY_BENCH_SEED", "focus-group-site-1")
STUDY_GROUPS = [f"sg{i:02}" for i in range(1, 21)]
SECTIONS = (("focus-groups", "fg", 0.05), ("circulars", "c", 0.65), ("reports", "r", 0.30))
KINDS = {"focus-groups": "Terms of reference", "circulars": "Circular", "reports": "Technical report"}
WORDS = """the of and to in for a on with is by as this that from are be or it at which an has will under its shall
may group study focus network standard recommendation data service report member meeting question working party
security requirement interface protocol architecture digital identity quantum framework system access mobile model
application information technology use case gap analysis terminology ecosystem regulator operator terminal device
cloud edge latency spectrum optical transport signalling numbering routing tariff accounting climate energy city
sustainable health agriculture disaster relief accessibility multimedia video codec quality experience measurement
performance test conformance interoperability testing deployment pilot trial workshop deliverable contribution
proposal draft approval consent determination notification secretariat bureau director rapporteur chairman editor
liaison statement delegate registration remote participation deadline document template annex appendix clause table
figure reference scope definition abbreviation convention overview background objective mandate lifetime parent
structure resource management orchestration virtualization intelligence learning training inference autonomous
vehicle satellite ledger token payment inclusion trust privacy consumer market economic policy impact assessment
methodology guideline roadmap vision strategy outcome collaboration academia industry government region""".split()
WEIGHTS = [1 / (i + 8) for i in range(len(WORDS))]
CUMULATIVE = [sum(WEIGHTS[: i + 1]) for i in range(len(WEIGHTS))]
CODE = {
    "json": '{\n  "recommendation": "Y.%d",\n  "status": "in force",\n  "parts": [1, 2, 3],\n  "valid": true\n}',
    "python": 'def lookup(number: int = %d) -> str:\n    """Find a circular."""\n    for item in index:\n'
    "        if item.number == number:\n            return item.title\n    raise KeyError(number)",
    "bash": "#!/bin/sh\nfor file in *.md; do\n  grep -l 'Circular %d' \"$file\" && echo \"found: $file\"\ndone",
    "c": "#include <stdio.h>\n\nint main(void)\n{\n    const int number = %d; /* the circular */\n"
    '    printf("%%d\\n", number);\n    return 0;\n}',
}


def catalogue(count):
    """[(section, id, sequence number)] of all the documents."""
    groups = max(2, round(count * SECTIONS[0][2]))
    circulars = round(count * SECTIONS[1][2])
    sizes = (groups, circulars, count - groups - circulars)
    return [
        (section, f"{prefix}-{i:04}" if prefix == "fg" else f"{prefix}-{i:06}", i)
        for (section, prefix, _), size in zip(SECTIONS, sizes)
        for i in range(1, size + 1)
    ]


def words(rng, count):
    return rng.choices(WORDS, cum_weights=CUMULATIVE, k=count)


def sentence(rng, low=8, high=22):
    text = words(rng, rng.randint(low, high))
    text[0] = text[0].capitalize()
    if len(text) > 12:
        text[6] += ","
    return " ".join(text) + "."


def title_of(section, name, number):
    rng = random.Random(f"{SEED}:title:{name}")
    return f"{KINDS[section]} {number}: {' '.join(words(rng, rng.randint(4, 9)))}"


def body_of(rng, docs, name):
    """About 350 words (median): headings, paragraphs, list, table, links, mentions, sometimes code."""
    budget = int(min(1500, max(100, rng.lognormvariate(5.86, 0.5)))) - 145  # the rest: list, table, links, headings
    headings = rng.randint(3, 5)
    blocks = []
    for part in range(headings):
        blocks.append(f"{'###' if part % 2 and part > 1 else '##'} {' '.join(words(rng, 4)).capitalize()}")
        left = max(12, budget // headings)
        while left > 0:
            size = min(left, rng.randint(40, 90))
            lines = []
            while size > 0:
                lines.append(sentence(rng))
                size -= len(lines[-1].split())
                left -= len(lines[-1].split())
            blocks.append(" ".join(lines))
        if part == 0:
            section, target, number = rng.choice(docs)
            blocks.append(
                f"This text was prepared by **ITU-T SG{rng.randint(1, 20)}** with *{' '.join(words(rng, 2))}* and is"
                f" aligned with Recommendation ITU-T Y.{rng.randint(1000, 4999)}, as announced in"
                f" [{KINDS[section]} {number}](/{section}/{target}/)."
            )
            blocks.append("\n".join(f"- {sentence(rng, 4, 8)}" for _ in range(5)))
        elif part == 1:
            head = ["Item", "Clause", "Status", "Owner"]
            rows = [head, ["---"] * 4]
            rows += [[words(rng, 1)[0], f"{i}.{rng.randint(1, 9)}", words(rng, 1)[0], rng.choice(STUDY_GROUPS).upper()]
                     for i in range(1, 7)]
            blocks.append("\n".join("| " + " | ".join(row) + " |" for row in rows))
        elif part == 2:
            (s1, t1, n1), (s2, t2, n2) = rng.choice(docs), rng.choice(docs)
            blocks.append(
                f"See also [{KINDS[s1]} {n1}](/{s1}/{t1}/) and [{KINDS[s2]} {n2}](/{s2}/{t2}/); the identifier"
                f" `{name}` and ITU-T SG{rng.randint(1, 20)} are quoted there."
            )
    if rng.random() < 0.10:
        language = rng.choice(sorted(CODE))
        blocks.append(f"```{language}\n{CODE[language] % rng.randint(1, 999)}\n```")
    return "\n\n".join(blocks) + "\n"


def document(docs, group_count, section, name, number):
    rng = random.Random(f"{SEED}:{name}")
    first = datetime.date(2008, 1, 1)
    groups = {f"fg-{1 + int(group_count * rng.random() ** 2):04}" for _ in range(rng.randint(1, 2))}  # some are popular
    return {
        "title": title_of(section, name, number),
        "date": str(first + datetime.timedelta(days=rng.randrange(17 * 365))),
        "number": number,
        "study_groups": sorted(rng.sample(STUDY_GROUPS, rng.randint(1, 4))),
        "groups": sorted(groups),
        "summary": sentence(rng, 12, 24),
    }, body_of(rng, docs, name)


def yaml(meta, indent=""):
    """Front matter lines; a JSON scalar or list is valid YAML, a date is left bare so that it is one."""
    out = []
    for key, value in meta.items():
        if isinstance(value, dict):
            out += [f"{indent}{key}:", *yaml(value, indent + "  ")]
        else:
            out.append(f"{indent}{key}: {value if key in ('date', 'established') else json.dumps(value)}")
    return out


def as_zola(meta):
    return {
        "title": meta["title"], "date": meta["date"],
        "taxonomies": {"study_groups": meta["study_groups"], "groups": meta["groups"]},
        "extra": {"number": meta["number"], "summary": meta["summary"]},
    }


def as_plenary(meta):
    """The same facts in the keys of plenary's content model; a focus group has no number and no groups of its own."""
    groups = [f"FG-{g[3:]}" for g in meta["groups"]]
    study_groups = [g.upper().replace("SG0", "SG") for g in meta["study_groups"]]
    common = {"title": meta["title"], "summary": meta["summary"], "study_groups": study_groups}
    if meta["kind"] == "focus-groups":
        return {**common, "acronym": f"FG-{meta['number']:04}", "parent": study_groups[0], "established": meta["date"], "lifetime": "P2Y"}
    if meta["kind"] == "circulars":
        return {**common, "date": meta["date"], "series": "TSB Circular", "number": meta["number"], "groups": groups}
    return {**common, "date": meta["date"], "reference": f"REP-{meta['number']}", "groups": groups}


def write_plenary_site(out):
    """What a plenary site declares beside its documents: settings, the home page and the study groups."""
    pages = {"plenary.yaml": 'title: Focus groups\nbase_url: "https://example.org/"\n', "content/index.md": "---\ntitle: Home\n---\nWelcome.\n"}
    for n in range(1, 21):
        pages[f"content/study-groups/sg{n}.md"] = f"---\ntitle: Study group number {n}\nacronym: SG{n}\nnumber: {n}\nkind: study-group\n---\n"
    for path, text in pages.items():
        os.makedirs(os.path.dirname(os.path.join(out, path)) or out, exist_ok=True)
        with open(os.path.join(out, path), "w", encoding="utf-8") as file:
            file.write(text)


# format: (folder of a section's documents, how the front matter is spelled)
FORMATS = {
    "plenary": ("content/{}", as_plenary),
    "hugo": ("content/{}", dict),
    "zola": ("content/{}", as_zola),
}


def main():
    count, (folder, spell), out = int(sys.argv[1]), FORMATS[sys.argv[2]], sys.argv[3]
    docs = catalogue(count)
    group_count = sum(section == "focus-groups" for section, _, _ in docs)
    plenary = sys.argv[2] == "plenary"
    folders = {section: folder.format("groups" if plenary and section == "focus-groups" else section) for section, _, _ in SECTIONS}
    for section in folders.values():
        os.makedirs(os.path.join(out, section), exist_ok=True)
    if plenary:
        write_plenary_site(out)
    for section, name, number in docs:
        meta, body = document(docs, group_count, section, name, number)
        if plenary:
            meta["kind"] = section
            body = body.replace("](/focus-groups/", "](/groups/")
        with open(os.path.join(out, folders[section], name + ".md"), "w", encoding="utf-8") as file:
            file.write("---\n" + "\n".join(yaml(spell(meta))) + "\n---\n\n" + body)


if __name__ == "__main__":
    main()
