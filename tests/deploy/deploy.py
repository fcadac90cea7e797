"""Deploys a site to storage that speaks as S3 does, and looks at what came there: `python deploy.py PLENARY`.

The storage is moto's, which is not plenary's; signatures are checked by AWS's own library.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from storage import KEY, REGION, SECRET, Storage

LIST = ".plenary-deployed"


class Site:
    """A small site that is deployed to a bucket of its own."""

    def __init__(self, plenary, folder, storage, bucket, prefix=""):
        self.plenary, self.root, self.storage, self.bucket, self.prefix = plenary, Path(folder) / bucket, storage, bucket, prefix
        storage.bucket(bucket)
        storage.gate.fault, storage.gate.own_marks = (lambda method, key, count: None), False
        self.run("init", str(self.root), root=False)
        settings = (self.root / "plenary.yaml").read_text()
        place = f"bucket: {bucket}, region: {REGION}, endpoint: '{storage.gate.address}'" + (f", prefix: {prefix}" if prefix else "")
        (self.root / "plenary.yaml").write_text(settings + f"\ndeploy: {{s3: {{{place}}}}}\n")
        for number in range(30):
            self.page(f"page-{number}", f"This is page {number}.")
        self.build()

    def page(self, name, text):
        (self.root / "content/pages").mkdir(exist_ok=True)
        (self.root / f"content/pages/{name}.md").write_text(f"---\ntitle: Page {name}\n---\n\n{text}\n")

    def run(self, *arguments, root=True, secret=SECRET, code=0):
        command = [self.plenary, *arguments] + (["--root", str(self.root)] if root else [])
        keys = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": secret}
        done = subprocess.run(command, capture_output=True, text=True, env={"PATH": os.environ["PATH"], "HOME": "/", **keys}, timeout=120)
        assert code is None or done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
        return done

    def build(self):
        self.run("build", "--today", "2026-01-15")

    def deploy(self, *further, **how):
        """Deploys; returns the last line that was said, without its time, and the requests that were made."""
        begin = len(self.storage.gate.log)
        done = self.run("deploy", *further, **how)
        self.said = done.stderr
        last = done.stderr.strip().split("\n")[-1].split(", in ")[0]
        return last.split(": ", 1)[-1], self.storage.gate.log[begin:], done.stdout

    def files(self):
        public = self.root / "public"
        listed = (public / ".plenary-manifest").read_text().splitlines()[1:]
        return {self.prefix + path: (public / path).read_bytes() for path in listed}

    def hold(self, *others):
        """What is in the bucket is the built site, the list, and what others put there."""
        files = self.files()
        assert self.storage.keys(self.bucket) == sorted([*files, self.prefix + LIST, *others])
        for key, body in files.items():
            found = self.storage.get(self.bucket, key)
            assert found["Body"].read() == body, key
            is_marked = re.search(r"(^|/)theme/.*\.[0-9a-f]{16}\.[a-z0-9]+$", key)
            keep = "public, max-age=31536000, immutable, no-transform" if is_marked else "public, max-age=0, must-revalidate"
            assert found["CacheControl"] == keep, key
            assert found["ContentType"] != "binary/octet-stream", key
        kept = json.loads(self.storage.get(self.bucket, self.prefix + LIST)["Body"].read())
        assert sorted(self.prefix + path for path in kept["files"]) == sorted(files) and "sending" not in kept, kept.get("sending")


def sent(requests):
    return [key for method, key in requests if method == "PUT" and not key.endswith(LIST)]


def first_and_next(site):
    """Only what differs is sent, in an order in which nothing leads to what is not there, and only plenary's is removed."""
    site.storage.put(site.bucket, "CNAME")
    count = len(site.files())
    words, requests, listed = site.deploy("--dry-run")
    assert words == f"{count} new" and not sent(requests) and len(listed.splitlines()) == count, words
    lines = [json.loads(line) for line in site.deploy("--dry-run", "--message-format", "json")[2].splitlines()]
    assert {line["change"] for line in lines} == {"new"} and sorted(line["path"] for line in lines) == sorted(site.files())
    words, requests, _ = site.deploy()
    assert words == f"{count} new" and sorted(sent(requests)) == sorted(site.files()), words
    site.hold("CNAME")
    icon = next(key for key in site.files() if key.startswith("theme/icon.") and key.endswith(".svg"))
    found = {key: site.storage.get(site.bucket, key)["ContentType"] for key in ("index.html", "feed.xml", "data/pages.json", icon)}
    wanted = ["text/html; charset=utf-8", "text/xml; charset=utf-8", "application/json; charset=utf-8", "image/svg+xml"]
    assert list(found.values()) == wanted, found
    words, requests, _ = site.deploy()
    assert words == f"nothing to do; {count} files as they were" and not [1 for method, _ in requests if method != "GET"], requests

    site.page("page-new", "It is new.")
    site.page("page-3", "It was edited, and leads to [the new page](page-new.md).")
    (site.root / "content/pages/page-7.md").unlink()
    (site.root / "content/picture.png").write_bytes(bytes(range(256)))
    site.build()
    site.storage.put(site.bucket, "pages-of-somebody/index.html")
    words, requests, _ = site.deploy()
    order = [(method, key) for method, key in requests if method != "GET" and not key.endswith(LIST)]
    place = {key: at for at, (_, key) in enumerate(order)}
    assert place["picture.png"] < place["page-new/index.html"] < place["page-3/index.html"] < place["sitemap.xml"] < place["page-7/index.html"]
    assert order[place["page-7/index.html"]][0] == "DELETE" and "page-5/index.html" not in place
    removed = sum(method == "DELETE" for method, _ in order)
    assert f", {removed} removed; " in words, words
    site.hold("CNAME", "pages-of-somebody/index.html")


def faults(site):
    """Errors, lost connections, damaged and slow requests only cost time."""
    kinds = ["error", None, "reset", None, "cut", None, "slow", None]
    site.storage.gate.fault = lambda method, key, count: kinds[count % len(kinds)]
    site.deploy()
    site.storage.gate.fault = lambda method, key, count: None
    site.hold()


def kill(site):
    """A deployment that is killed is finished by the next, which sends the rest alone."""
    files = site.files()
    begin = len(site.storage.gate.log)
    keys = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "PATH": os.environ["PATH"], "HOME": "/"}
    process = subprocess.Popen([site.plenary, "deploy", "--root", site.root], env=keys, stderr=subprocess.PIPE)

    def kill_later(method, key, count):
        if method == "PUT" and count - begin > 25:
            process.kill()
            process.wait()
            return "reset"
        return "slow" if method == "PUT" else None

    site.storage.gate.fault = kill_later
    process.wait()
    process.stderr.close()
    site.storage.gate.fault = lambda method, key, count: None
    # What was on its way when the process ended may still come.
    time.sleep(1.5)
    there = set(site.storage.keys(site.bucket)) & set(files)
    assert process.returncode == -9 and 10 < len(there) < len(files), (process.returncode, len(there))
    words, requests, _ = site.deploy()
    assert sorted(sent(requests)) == sorted(set(files) - there), (len(there), words)
    assert words == f"{len(files) - len(there)} new; {len(there)} files as they were", words
    site.hold()


def own_marks(site):
    """Where the marks of the storage are no sums, the list says what is there."""
    site.storage.gate.own_marks = True
    count = len(site.files())
    assert site.deploy()[0] == f"{count} new"
    assert site.deploy()[0] == f"nothing to do; {count} files as they were"
    site.page("page-1", "Edited.")
    site.build()
    words, requests, _ = site.deploy()
    assert "page-1/index.html" in sent(requests) and "page-2/index.html" not in sent(requests), words
    site.storage.gate.own_marks = False
    site.hold()


def prefix(site):
    """Below a prefix, nothing beside it is looked at; what somebody changed there is mended."""
    others = [f"{number:04}" for number in range(3)] + ["fgx/index.html", "index.html"]
    for key in others:
        site.storage.put(site.bucket, key)
    site.deploy()
    site.hold(*others)
    site.storage.put(site.bucket, "fg/index.html", b"changed by hand")
    words, requests, _ = site.deploy()
    assert words.startswith("1 changed; ") and sent(requests) == ["fg/index.html"], words
    site.hold(*others)


def many(site):
    """A bucket of more objects than one page of a listing holds."""
    others = [f"archive/{number:04}" for number in range(1050)]
    for key in others:
        site.storage.put(site.bucket, key, b"")
    site.deploy()
    assert site.deploy()[0].startswith("nothing to do; ")
    site.hold(*others)


def refusals(site):
    """What cannot be done is said, once, without a word of what opens the door."""
    site.storage.put(site.bucket, "index.html")
    _, requests, _ = site.deploy(code=1)
    assert "error[output-collision]: `index.html` of the bucket is not plenary's" in site.said and not sent(requests), site.said
    site.storage.client.delete_object(Bucket=site.bucket, Key="index.html")
    wrong = "0123456789" * 4
    site.deploy(secret=wrong, code=1)
    assert "error[not-deployed]: cannot list what is in the bucket: it answers 403 (Forbidden): SignatureDoesNotMatch" in site.said, site.said
    assert wrong not in site.said and KEY not in site.said
    site.deploy(secret="", code=1)
    assert "the environment does not say who may write to this bucket" in site.said, site.said
    site.storage.gate.fault = lambda method, key, count: "never" if method == "PUT" else None
    begin = time.monotonic()
    site.deploy("--time-limit", "3", code=1)
    assert "the time is over" in site.said and time.monotonic() - begin < 15, site.said
    site.storage.gate.fault = lambda method, key, count: "error" if key == "about/index.html" or key == "page-9/index.html" else None
    site.deploy(code=1)
    assert "cannot send `page-9/index.html`: it answers 500 (Internal Server Error): InternalError" in site.said, site.said
    site.storage.gate.fault = lambda method, key, count: None
    site.deploy()
    site.hold()


def main():
    plenary = str(Path(sys.argv[1]).resolve())
    folder, storage = tempfile.mkdtemp(), Storage()
    scenes = [first_and_next, faults, kill, own_marks, prefix, many, refusals]
    try:
        for scene in scenes:
            begin = time.monotonic()
            site = Site(plenary, folder, storage, scene.__name__.replace("_", "-"), "fg/" if scene is prefix else "")
            refused = len(storage.gate.refused)
            scene(site)
            assert scene is refusals or len(storage.gate.refused) == refused, storage.gate.refused
            print(f"{scene.__name__}: {time.monotonic() - begin:.1f} s")
    finally:
        storage.server.stop()
        shutil.rmtree(folder)


main()
