"""Reads the pictures of pages with Pillow: each is as large as its page says, and each form is what its page promises."""

from urllib.parse import unquote, urljoin

from lxml import html
from PIL import Image, ImageOps
from published import main


def read(site):
    count = 0

    def opened(page, address):
        path = unquote(urljoin(site.base + site.name(page), address)).removeprefix(unquote(site.base))
        with Image.open(site.folder / path) as picture:
            return picture.format, ImageOps.exif_transpose(picture).size

    for page in site.files("*.html"):
        for image in html.fromstring(page.read_bytes()).iter("img"):
            if image.get("src").endswith(".svg") or "//" in image.get("src"):
                continue
            _, size = opened(page, image.get("src"))
            said = (int(image.get("width", 0)), int(image.get("height", 0)))
            site.hold(said == size, page, f"{image.get('src')} is {size}, and said to be {said}")
            for source in image.getparent().iter("source"):
                site.hold(source.get("sizes"), page, "forms without sizes")
                for entry in source.get("srcset").split(", "):
                    address, width = entry.rsplit(" ", 1)
                    form, (own, height) = opened(page, address)
                    site.hold((form, f"{own}w") == ("WEBP", width), page, f"{entry} is {form} of {own} pixels")
                    site.hold(abs(height - own * size[1] / size[0]) <= 1, page, f"{entry} has other proportions")
                    count += 1
    return count


main(read)
