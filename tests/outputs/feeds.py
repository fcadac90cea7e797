"""Reads every feed back: Atom with feedparser and lxml, JSON Feed with a schema of its own."""

import json
from urllib.parse import unquote

import feedparser
import jsonschema
from lxml import etree
from published import main

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = {"type": "string", "pattern": "^https?://"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
# https://www.jsonfeed.org/version/1.1/
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "language": {"type": "string"},
        "description": {"type": "string"},
        "authors": {"type": "array", "minItems": 1, "items": {"required": ["name"], "properties": {"name": {"type": "string"}, "url": ADDRESS}}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": ADDRESS,
                    "title": {"type": "string"},
                    "content_text": {"type": "string"},
                    "date_published": TIME,
                    "date_modified": TIME,
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def read(site):
    entries = 0
    for path in site.files("feed.xml"):
        feed = feedparser.parse(path.read_bytes(), sanitize_html=False)
        site.hold(feed.bozo == 0 and feed.version == "atom10", path, f"feedparser: {feed.get('bozo_exception')}")
        own = site.base + site.name(path)
        site.hold(feed.feed.id == own, path, f"its id is {feed.feed.id}")
        links = {link.rel: link.href for link in feed.feed.links}
        page = own.removesuffix("feed.xml")
        site.hold(links == {"self": own, "alternate": page}, path, f"its links are {links}")
        site.hold(feed.feed.get("author"), path, "it has no author")
        root = etree.fromstring(path.read_bytes())
        times = [root.findtext(f"{ATOM}updated")]
        ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
        site.hold(len(set(ids)) == len(ids), path, "an id stands twice")
        for entry in root.iter(f"{ATOM}entry"):
            where = f"{site.name(path)} {entry.findtext(ATOM + 'id')}"
            for element in ("id", "title", "updated"):
                site.hold(len(entry.findall(ATOM + element)) == 1 and entry.findtext(ATOM + element), where, f"not one {element}")
            site.hold(entry.findtext(f"{ATOM}published") <= entry.findtext(f"{ATOM}updated"), where, "updated before it was published")
            times.append(entry.findtext(f"{ATOM}updated"))
            [href] = [link.get("href") for link in entry.findall(f"{ATOM}link")]
            page = site.folder / unquote(href.removeprefix(site.base)) / "index.html"
            site.hold(href.startswith(site.base) and page.is_file(), where, f"{href} is no page")
        site.hold(len(times) == 1 or times[0] == max(times[1:]), path, "its `updated` is not that of its newest entry")
        site.hold(times[1:] == sorted(times[1:], reverse=True), path, "the newest entry is not the first")
        other = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        jsonschema.validate(other, JSON_FEED)
        site.hold([item["id"] for item in other["items"]] == ids, path, "the JSON feed has other entries")
        texts = [(item["title"], item["content_text"]) for item in other["items"]]
        same = [(entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary") or entry.findtext(f"{ATOM}title")) for entry in root.iter(f"{ATOM}entry")]
        site.hold(texts == same, path, "the JSON feed has other texts")
        entries += len(ids)
    return entries


main(read)
