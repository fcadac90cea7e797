"""Reads what pages say to programs: JSON-LD with PyLD and rdflib, whose list of schema.org's words is the judge; Open Graph."""

import json

from lxml import html
from published import main
from pyld import jsonld
from rdflib import Dataset, URIRef
from rdflib.namespace import RDF, SDO

SCHEMA = "https://schema.org/"
# What is served at https://schema.org/, as far as it is used here: every word is one of schema.org's.
CONTEXT = {"@context": {"@vocab": SCHEMA, "url": {"@type": "@id"}, "item": {"@type": "@id"}, "sameAs": {"@type": "@id"}}}
TYPES = {"Organization", "Event", "Place", "Report", "CreativeWork", "WebPage", "WebSite", "BreadcrumbList", "ListItem"}
OPEN_GRAPH = ["og:type", "og:site_name", "og:title", "og:url"]


def load(url, options):
    if url.rstrip("/") != "https://schema.org":
        raise ValueError(f"a context from {url}")
    return {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json", "document": CONTEXT}


jsonld.set_document_loader(load)


def read(site):
    pages = 0
    seen = set()
    for path in site.files("*.html"):
        page = html.fromstring(path.read_bytes())
        if page.xpath("//meta[@http-equiv='refresh']"):
            continue
        blocks = page.xpath("//script[not(@src)]")
        if not site.hold(len(blocks) == 1 and blocks[0].get("type") == "application/ld+json", path, f"{len(blocks)} scripts in the page"):
            continue
        document = json.loads(blocks[0].text)
        quads = jsonld.to_rdf(document, {"format": "application/n-quads"})
        graph = Dataset(default_union=True)
        graph.parse(data=quads, format="nquads")
        for subject, predicate, value in graph.triples((None, None, None)):
            if predicate == RDF.type:
                word = str(value).removeprefix(SCHEMA)
                site.hold(word in TYPES and word in SDO.__annotations__, path, f"{value} is no type of schema.org")
                seen.add(word)
            else:
                word = str(predicate).removeprefix(SCHEMA)
                site.hold(str(predicate).startswith(SCHEMA) and word in SDO.__annotations__, path, f"{predicate} is no word of schema.org")
        [canonical] = page.xpath("//link[@rel='canonical']/@href") or [None]
        about = URIRef(canonical) if canonical else None
        site.hold(about is None or (about, RDF.type, None) in graph, path, "it does not say what it is about")
        crumbs = list(graph.subjects(RDF.type, URIRef(SCHEMA + "ListItem")))
        positions = sorted(int(graph.value(crumb, URIRef(SCHEMA + "position"))) for crumb in crumbs)
        site.hold(positions == list(range(1, len(crumbs) + 1)), path, f"crumbs at {positions}")
        said = {meta.get("property"): meta.get("content") for meta in page.xpath("//meta[starts-with(@property, 'og:')]")}
        site.hold(all(said.get(name) for name in OPEN_GRAPH), path, f"Open Graph: {said}")
        site.hold(said.get("og:url") == canonical or canonical is None, path, f"og:url is {said.get('og:url')}")
        pages += 1
    site.hold({"Organization", "Event", "Report", "CreativeWork", "BreadcrumbList"} <= seen, ".", f"only {sorted(seen)}")
    return pages


main(read)
