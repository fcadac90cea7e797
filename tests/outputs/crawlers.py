"""Reads what crawlers read: sitemaps with ultimate-sitemap-parser, robots.txt with Protego and with Python's own parser."""

from urllib.parse import unquote
from urllib.robotparser import RobotFileParser

from protego import Protego
from published import main
from usp.objects.sitemap import IndexXMLSitemap, InvalidSitemap, PagesXMLSitemap
from usp.tree import sitemap_from_str

AGENT = "any crawler"


def pages_of(site, name):
    """The addresses of a sitemap, of all its parts where it is an index."""
    sitemap = sitemap_from_str(site.text(name))
    if isinstance(sitemap, IndexXMLSitemap):
        parts = [part.url for part in sitemap.sub_sitemaps]
        return [page for part in parts for page in pages_of(site, part.removeprefix(site.base))]
    site.hold(isinstance(sitemap, PagesXMLSitemap), name, f"it is a {type(sitemap).__name__}")
    return [] if isinstance(sitemap, InvalidSitemap) else list(sitemap.all_pages())


def read(site):
    pages = pages_of(site, "sitemap.xml")
    addresses = [page.url for page in pages]
    site.hold(len(set(addresses)) == len(addresses), "sitemap.xml", "an address stands twice")
    site.hold(any(page.last_modified for page in pages), "sitemap.xml", "no page has a date")
    for address in addresses:
        file = site.folder / unquote(address.removeprefix(site.base)) / "index.html"
        site.hold(address.startswith(site.base) and file.is_file(), "sitemap.xml", f"{address} is not there")
        site.hold("noindex" not in file.read_text(encoding="utf-8"), file, "it is listed and asks not to be")
    text = site.text("robots.txt")
    protego, own = Protego.parse(text), RobotFileParser()
    own.parse(text.splitlines())
    for name, robots in (("Protego", list(protego.sitemaps)), ("robotparser", own.site_maps())):
        # Python's own gives addresses back decoded.
        found = [unquote(address) for address in robots]
        site.hold(found == [unquote(site.base) + "sitemap.xml"], "robots.txt", f"{name} finds {robots}")
    for address in addresses:
        allowed = protego.can_fetch(address, AGENT) and own.can_fetch(AGENT, address)
        site.hold(allowed, "robots.txt", f"{address} may not be read")
    return len(addresses)


main(read)
