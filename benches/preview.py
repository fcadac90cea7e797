#!/usr/bin/env python3
"""From save to changed bytes: how long an edit takes to be served by a preview server.

    preview.py SITE SOURCE PAGE LIST [--edits N] -- COMMAND…

Starts COMMAND in the folder SITE and waits until it serves PAGE (an address such as http://127.0.0.1:1313/circulars/c-1/).
Then saves SOURCE, a Markdown file of that page, N times in two ways, and asks for the page until the edit is in it: first
a sentence more in its text, then another title, which the page at LIST shows too. Prints milliseconds: minimum, median
and maximum of each, the time until the server was ready, and its peak memory. The file is left as it was.
"""
import http.client
import pathlib
import re
import statistics
import subprocess
import sys
import time
import urllib.parse

# Every peer answers within it; a longer wait would be another fault.
LIMIT = 60.0
# A large site takes its time to be read.
FIRST = 600.0
# Between two edits, so that the end of one rebuild is not counted for the next.
PAUSE = 1.5


class Page:
    """A page at an address, asked for again and again over one connection."""

    def __init__(self, address):
        self.url = urllib.parse.urlsplit(address)
        self.connection = None

    def text(self):
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=LIMIT)
            self.connection.request("GET", self.url.path, headers={"Host": self.url.netloc})
            return self.connection.getresponse().read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self.connection = None
            return ""

    def until(self, words, start, limit=LIMIT):
        """Seconds from `start` until the page has the words; None past `limit` seconds."""
        while time.monotonic() - start < limit:
            if words in self.text():
                return time.monotonic() - start
            time.sleep(0.0005)
        return None


def shown(name, times):
    times = sorted(time * 1000 for time in times if time is not None)
    if not times:
        return f"{name}: never"
    return f"{name}: {times[0]:.1f} / {statistics.median(times):.1f} / {times[-1]:.1f} ms"


def peak(process):
    """Peak memory of the process and its children, in MiB, where the system tells."""
    try:
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024
    except (OSError, TypeError):
        return 0


def main():
    arguments = sys.argv[1 : sys.argv.index("--")]
    command = sys.argv[sys.argv.index("--") + 1 :]
    edits = int(arguments[arguments.index("--edits") + 1]) if "--edits" in arguments else 15
    site, source, address, list_address = arguments[:4]
    path = pathlib.Path(site, source)
    original = path.read_text(encoding="utf-8")
    page, listed = Page(address), Page(list_address)
    start = time.monotonic()
    server = subprocess.Popen(command, cwd=site, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        ready = page.until("</html>", start, FIRST)
        listed.text()
        time.sleep(PAUSE)
        body, title, in_list = [], [], []
        for edit in range(edits):
            words = f"wordsofedit{edit}x"
            start = time.monotonic()
            path.write_text(f"{original}\n{words}\n", encoding="utf-8")
            body.append(page.until(words, start))
            time.sleep(PAUSE)
        for edit in range(edits):
            words = f"titleofedit{edit}x"
            start = time.monotonic()
            path.write_text(re.sub(r'(?m)^(title\s*[:=]\s*"?)', rf"\g<1>{words} ", original, count=1), encoding="utf-8")
            title.append(page.until(words, start))
            in_list.append(listed.until(words, start))
            time.sleep(PAUSE)
        print(f"ready: {ready * 1000:.0f} ms; peak {peak(server)} MiB")
        print(shown("text, on its page", body))
        print(shown("title, on its page", title))
        print(shown("title, in a list", in_list))
    finally:
        server.terminate()
        server.wait(20)
        path.write_text(original, encoding="utf-8")


main()
