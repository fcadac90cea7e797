"""Storage on loopback: moto's server, and before it a gate that checks every signature and sum and makes faults.

The gate computes each signature anew by AWS's own library (botocore), so that one which S3 would refuse is refused here.
"""

import base64
import hashlib
import http.client
import logging
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import boto3
from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from moto.server import ThreadedMotoServer

KEY, SECRET, REGION = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "eu-central-1"


class Gate(ThreadingHTTPServer):
    """Lets requests through to the storage behind it, as `fault` allows.

    `fault(method, key, count)` is asked for each request, `count` being how many came before it; it answers with None, or with
    "error", "reset", "cut" (half of what is sent goes through), "slow" or "never", or does something itself.
    """

    daemon_threads = True

    def __init__(self, behind):
        super().__init__(("127.0.0.1", 0), Handler)
        self.behind = behind
        self.fault = lambda method, key, count: None
        self.own_marks = False
        self.log = []
        self.refused = []
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def handle_error(self, request, client_address):
        """That a client went away is part of the test."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def complain(self, status, code, words):
        self.answer(status, f"<Error><Code>{code}</Code><Message>{words}</Message></Error>".encode(), [("Content-Type", "application/xml")])

    def do_any(self):
        gate = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        key = unquote(urlsplit(self.path).path).split("/", 2)[2]
        with gate.lock:
            count = len(gate.log)
            gate.log.append((self.command, key))
        fault = gate.fault(self.command, key, count)
        if not self.is_signed():
            gate.refused.append((self.command, key))
            return self.complain(403, "SignatureDoesNotMatch", "The request signature we calculated does not match.")
        if fault == "error":
            return self.complain(500, "InternalError", "We encountered an internal error.")
        if fault == "reset":
            self.close_connection = True
            self.connection.close()
            return None
        if fault == "slow":
            time.sleep(0.7)
        if fault == "never":
            time.sleep(60)
        if fault == "cut":
            body = body[: len(body) // 2]
        elif self.command == "PUT":
            sum_ = base64.b64encode(hashlib.md5(body).digest()).decode()
            if self.headers.get("Content-MD5") != sum_:
                gate.refused.append((self.command, key))
                return self.complain(400, "BadDigest", "The Content-MD5 you specified did not match what we received.")
        return self.forward(body)

    do_GET = do_HEAD = do_PUT = do_DELETE = do_any

    def is_signed(self):
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query, keep_blank_values=True).items()}
        signature = query.pop("X-Amz-Signature", None)
        if signature is None or not query["X-Amz-Credential"].startswith(KEY + "/"):
            return False
        signer = S3SigV4QueryAuth(Credentials(KEY, SECRET), "s3", REGION)
        signed = query["X-Amz-SignedHeaders"].split(";")
        headers = {name: self.headers[name] for name in signed}
        # What says of an object what it is must be part of what is signed.
        if self.command == "PUT" and not {"cache-control", "content-md5", "content-type"} <= set(signed):
            return False
        request = AWSRequest(self.command, f"http://{self.headers['Host']}{url.path}", headers=headers, params=query)
        request.context["timestamp"] = query["X-Amz-Date"]
        wanted = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
        return signature == wanted

    def forward(self, body):
        url = urlsplit(self.path)
        query = "&".join(part for part in url.query.split("&") if not part.startswith("X-Amz-"))
        connection = http.client.HTTPConnection("127.0.0.1", self.server.behind)
        names = ("Content-Type", "Cache-Control")
        headers = {name: self.headers[name] for name in names if self.headers.get(name)}
        # moto takes a request without any credentials for one by a browser, to which a bucket is closed.
        headers["Authorization"] = f"AWS4-HMAC-SHA256 Credential={KEY}/20200101/{REGION}/s3/aws4_request, SignedHeaders=host, Signature=0"
        connection.request(self.command, f"{url.path}?{query}" if query else url.path, body, headers)
        response = connection.getresponse()
        answer = response.read()
        etag = response.getheader("ETag")
        if self.server.own_marks:
            # Storage whose marks are no sums.
            if "list-type=2" in query:
                answer = re.sub(rb"(<ETag>[^<]*?)([0-9a-f]{32})", lambda found: found[1] + found[2][::-1] + b"-1", answer)
            etag = etag and re.sub(r"[0-9a-f]{32}", lambda found: found[0][::-1] + "-1", etag)
        headers = [(name, value) for name, value in response.getheaders() if name.lower() in ("content-type", "cache-control")]
        self.answer(response.status, answer, headers + ([("ETag", etag)] if etag else []))


class Storage:
    """A server with the gate before it."""

    def __init__(self):
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self.server.start()
        port = self.server.get_host_and_port()[1]
        self.gate = Gate(port)
        self.client = boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{port}",
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            region_name=REGION,
            config=Config(proxies={}),
        )

    def bucket(self, name):
        self.client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})

    def keys(self, bucket):
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        return sorted(entry["Key"] for page in pages for entry in page.get("Contents", []))

    def get(self, bucket, key):
        return self.client.get_object(Bucket=bucket, Key=key)

    def put(self, bucket, key, body=b"somebody else's"):
        self.client.put_object(Bucket=bucket, Key=key, Body=body)
