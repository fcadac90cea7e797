"""Reads all data back: JSON against the published schema with jsonschema, tables with Python's csv."""

import csv
import io
import json
from urllib.parse import unquote

from jsonschema import Draft202012Validator, FormatChecker
from published import main

KINDS = ["groups", "circulars", "liaisons", "reports", "study-groups", "pages", "recommendations", "work-items", "organisations"]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def read(site):
    schema = json.loads(site.text("data/schema.json"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    # A validator that takes anything would find nothing wrong below.
    site.hold(not validator.is_valid({"type": "circular", "id": "x"}), "data/schema.json", "it takes what is no record")
    lists = {}
    records = 0

    def load(path):
        value = json.loads(path.read_text(encoding="utf-8"))
        kind = value.get("type") or ("designations" if value.get("list") == "designations" else "list")
        rooted = Draft202012Validator({**schema["$defs"][kind], "$defs": schema["$defs"]}, format_checker=FormatChecker())
        for error in rooted.iter_errors(value):
            site.hold(False, path, f"{error.json_path}: {error.message[:200]}")
        return value

    for path in site.files("index.json"):
        # The index of the search is its own affair.
        if path.parent == site.folder / "search":
            continue
        record = load(path)
        page = path.with_suffix(".html")
        site.hold(page.is_file() and record["address"] == site.base + quoted(site, page), path, f"its address is {record['address']}")
        records += 1
    for kind in KINDS:
        value = load(site.folder / f"data/{kind}.json")
        site.hold(validator.is_valid(value), f"data/{kind}.json", "the whole schema does not take it")
        lists[kind] = value["records"]
        text = (site.folder / f"data/{kind}.csv").read_bytes().decode("utf-8")
        site.hold(text.startswith("\ufeff"), f"data/{kind}.csv", "no byte order mark")
        rows = list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))
        site.hold(len(rows) == len(value["records"]), f"data/{kind}.csv", f"{len(rows)} rows for {len(value['records'])} records")
        for row, record in zip(rows, value["records"]):
            site.hold(None not in row and None not in row.values(), f"data/{kind}.csv", f"too many or too few cells: {row}")
            site.hold(not any(cell.startswith(FORMULA) for cell in row.values()), f"data/{kind}.csv", f"a formula: {row}")
            plain = record["title"]
            site.hold(row["title"] in (plain, "'" + plain), f"data/{kind}.csv", f"{row['title']!r} is not {plain!r}")
        for record in value["records"]:
            if kind not in ("organisations", "work-items"):
                own = site.folder / unquote(record["path"]) / "index.json"
                site.hold(json.loads(own.read_text(encoding="utf-8")) == record, own, "it differs from the list")
    inventory = load(site.folder / "data/designations.json")
    names = [(entry["kind"], entry["name"]) for entry in inventory["designations"]]
    site.hold(len(set(names)) == len(names), "data/designations.json", "a designation stands twice")
    for entry in inventory["designations"]:
        address = entry.get("address", "")
        if address.startswith(site.base):
            page, _, anchor = address.removeprefix(site.base).partition("#")
            page = site.folder / unquote(page) / "index.html"
            known = page.is_file() and (not anchor or f'id="{unquote(anchor)}"' in page.read_text(encoding="utf-8"))
            site.hold(known, "data/designations.json", f"{address} leads nowhere")
    if "hostile" in site.folder.name:
        [group] = [record for record in lists["groups"] if record["id"] == "fg-evil"]
        site.hold(group["meetings"][0]["place"]["country"] == "\\N", "data/groups.json", "a backslash is lost")
        site.hold(group["state"] == "past-lifetime" or group["state"] == "active", "data/groups.json", group.get("state"))
        site.hold([body["name"] for body in group["study_groups"]] == ["ZAG"], "data/groups.json", "its study groups")
    else:
        [dlt] = [record for record in lists["groups"] if record["id"] == "fg-dlt"]
        site.hold(dlt["parent"] == {"name": "TSAG", "path": "study-groups/tsag/"}, "data/groups.json", f"{dlt['parent']}")
        site.hold(dlt["lifetime"] == "P18M" or dlt["lifetime"] == "P1Y6M", "data/groups.json", dlt["lifetime"])
        site.hold(len(lists["recommendations"]) == 185, "data/recommendations.json", "185 Recommendations")
    return records + sum(map(len, lists.values())) + len(names)


def quoted(site, page):
    from urllib.parse import quote

    return quote(site.name(page).removesuffix("index.html"), safe="/!$&()*+,;=:@-._~")


main(read)
