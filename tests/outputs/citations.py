"""Reads every citation back: BibTeX with pybtex, RIS with rispy, CSL-JSON with citeproc."""

import io
import json
import warnings

import rispy
from citeproc.source.json import CiteProcJSON
from published import main
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text


def read(site):
    csl = json.loads(site.text("data/citations.csl.json"))
    with warnings.catch_warnings():
        # citeproc warns of a key or type that CSL does not have.
        warnings.simplefilter("error")
        source = CiteProcJSON(csl)
    site.hold(set(source) == {entry["id"].lower() for entry in csl} or set(source) == {entry["id"] for entry in csl}, "data/citations.csl.json", "entries are lost")
    ris = rispy.load(io.StringIO(site.text("data/citations.ris")))
    by_id = {entry["id"]: entry for entry in ris}
    site.hold(len(by_id) == len(ris) == len(csl), "data/citations.ris", f"{len(ris)} entries, and {len(csl)} of CSL-JSON")
    one_line = lambda text: " ".join(text.split())
    plain = {}
    for entry in csl:
        other = by_id[entry["id"]]
        site.hold(not set(other) - {"id", "type_of_reference", "authors", "title", "primary_title", "secondary_title", "number", "issn", "year", "date", "publisher", "urls", "url"}, entry["id"], f"RIS: {sorted(other)}")
        site.hold(one_line(entry["title"]) == (other.get("title") or other.get("primary_title")), entry["id"], f"RIS: {other}")
        site.hold([one_line(author["literal"]) for author in entry["author"]] == other["authors"], entry["id"], f"RIS: {other['authors']}")
        plain[entry["URL"]] = entry
    to_text = LatexNodes2Text(keep_comments=False, strict_latex_spaces=False)
    count = 0
    for path in site.files("cite.bib"):
        entries = parse_string(path.read_text(encoding="utf-8"), "bibtex").entries
        if not site.hold(len(entries) == 1, path, f"{len(entries)} entries"):
            continue
        [(key, entry)] = entries.items()
        expected = plain[entry.fields["url"]]
        site.hold(key == expected["id"], path, f"its key is {key}")
        # TeX's name of the circumflex is read as the accent.
        title = one_line(to_text.latex_to_text(entry.fields["title"])).replace("ˆ", "^")
        site.hold(title == one_line(expected["title"]), path, f"{title!r} is not {expected['title']!r}")
        authors = [one_line(to_text.latex_to_text(str(person))) for person in entry.persons["author"]]
        site.hold(authors == [one_line(author["literal"]) for author in expected["author"]], path, f"its authors are {authors}")
        year = str(expected["issued"]["date-parts"][0][0]) if "issued" in expected else None
        site.hold(entry.fields.get("year") == year, path, f"its year is {entry.fields.get('year')}")
        count += 1
    site.hold(count == len(csl), "data/citations.csl.json", f"{count} BibTeX files for {len(csl)} citations")
    return count


main(read)
