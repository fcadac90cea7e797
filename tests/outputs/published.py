"""What the readers share: a published site as a folder, and faults that are told at the end, all of them.

Each reader is run as `python NAME.py FOLDER…` and exits 1 with what it found.
"""

import sys
from pathlib import Path


class Site:
    """A published site."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.faults = []
        # Every canonical address begins with that of the home page.
        home = (self.folder / "index.html").read_text(encoding="utf-8")
        self.base = home.split('<link rel="canonical" href="', 1)[1].split('"', 1)[0]

    def files(self, pattern):
        """The files that a pattern finds, sorted; that there are none is a fault."""
        found = sorted(self.folder.rglob(pattern))
        self.hold(found, pattern, "no such file")
        return found

    def name(self, path):
        return path.relative_to(self.folder).as_posix()

    def hold(self, truth, where, what):
        """Notes a fault unless something is true."""
        if not truth:
            where = self.name(where) if isinstance(where, Path) else where
            self.faults.append(f"{self.folder.name}/{where}: {what}")
        return truth

    def text(self, name):
        return (self.folder / name).read_text(encoding="utf-8")


def main(read):
    """Reads every site named on the command line; `read` returns how many things it looked at."""
    faults = 0
    for folder in sys.argv[1:]:
        site = Site(folder)
        count = read(site)
        site.hold(count, ".", "nothing was looked at")
        for fault in site.faults:
            print(fault, file=sys.stderr)
        print(f"{folder}: {count} read, {len(site.faults)} faults")
        faults += len(site.faults)
    sys.exit(1 if faults or len(sys.argv) == 1 else 0)
