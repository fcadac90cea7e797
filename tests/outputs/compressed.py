"""Reads the compressed forms back: with Python's gzip, and with Google's brotli."""

import gzip
import struct

import brotli
from published import main


def read(site):
    count = 0
    for ending, decompress in ((".gz", gzip.decompress), (".br", brotli.decompress)):
        for path in site.files("*" + ending):
            plain = path.with_name(path.name.removesuffix(ending))
            packed = path.read_bytes()
            site.hold(plain.is_file() and decompress(packed) == plain.read_bytes(), path, "it is not what it stands for")
            site.hold(plain.is_file() and len(packed) < plain.stat().st_size, path, "it is no smaller")
            if ending == ".gz":
                # No name, and no time (RFC 1952): the same bytes on every day.
                site.hold(packed[3] == 0 and struct.unpack("<I", packed[4:8]) == (0,), path, "it says when it was made, or of what")
            count += 1
    page = site.folder / "index.html"
    for ending in (".gz", ".br"):
        site.hold(page.with_name(page.name + ending).is_file(), page, f"it has no {ending}")
    return count


main(read)
