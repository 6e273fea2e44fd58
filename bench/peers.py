#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""peers.py - other engines under the same measurement: SQLite's own bm25, and Xapian with French stemming.

    peers.py sqlite|xapian FOLDER SECONDS DOCS.jsonl QUERIES.jsonl...

Indexes the documents in FOLDER, then asks the queries of each file for at most SECONDS, one by one, ten hits each.
Prints JSON lines: {"docs", "seconds"}, then {"file": n, "id", "hits", "us"} for each query. minisearch.mjs does the same.
A query is timed from its text to its hits' ids.
"""
import json
import os
import re
import sys
import time
import unicodedata

HITS = 10
WORD = re.compile(r"\w+")


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


class Sqlite:
    """Plain words joined by OR, as one would begin; the index is on disk, read with the default settings."""

    def __init__(self, folder):
        import sqlite3
        self.db = sqlite3.connect(os.path.join(folder, "sqlite.db"))
        self.db.execute("PRAGMA journal_mode = off")
        self.db.execute("PRAGMA synchronous = off")
        self.db.execute("CREATE VIRTUAL TABLE docs USING fts5(id UNINDEXED, title, body, tokenize = 'unicode61 remove_diacritics 2')")

    def fill(self, docs):
        rows = ((doc["id"], doc.get("title", ""), doc.get("text", "")) for doc in docs)
        count = self.db.executemany("INSERT INTO docs VALUES (?, ?, ?)", rows).rowcount
        self.db.commit()
        self.db.execute("INSERT INTO docs(docs) VALUES ('optimize')")
        self.db.commit()
        return count

    def search(self, text):
        words = dict.fromkeys(WORD.findall(text.lower()))
        if not words:
            return []
        query = " OR ".join(f'"{word}"' for word in words)
        return [row[0] for row in self.db.execute(
            f"SELECT id FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT {HITS}", (query,))]


def fold(text):
    """Lower case without accents; ligatures taken apart."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


class Xapian:
    """Folded words without stop words, French stems, bm25. Its figures are the best found on the collections of
    shared/eval (its defaults, k1 1 and b 0.5, reach 0.42 and 0.62 there; these 0.45 and 0.66)."""
    TITLE_WEIGHT, K1, B = 5, 2.5, 0.75

    def __init__(self, folder):
        import xapian
        self.xapian = xapian
        self.db = xapian.WritableDatabase(os.path.join(folder, "xapian"), xapian.DB_CREATE_OR_OVERWRITE)
        stem = xapian.Stem("french")
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "stopwords.txt"), encoding="utf-8") as file:
            self.stop = set(file.read().split())
        self.stems = {}
        self.stem = lambda word: self.stems.get(word) or self.stems.setdefault(word, stem(word).decode())

    def terms(self, text):
        return [self.stem(word) for word in WORD.findall(fold(text)) if word not in self.stop and len(word) < 60]

    def fill(self, docs):
        count = 0
        for count, doc in enumerate(docs, 1):
            entry = self.xapian.Document()
            entry.set_data(doc["id"])
            for term in self.terms(doc.get("title", "")):
                entry.add_term(term, self.TITLE_WEIGHT)
            for term in self.terms(doc.get("text", "")):
                entry.add_term(term)
            self.db.add_document(entry)
        self.db.commit()
        return count

    def search(self, text):
        enquire = self.xapian.Enquire(self.db)
        enquire.set_weighting_scheme(self.xapian.BM25Weight(self.K1, 0, 1, self.B, 0.5))
        enquire.set_query(self.xapian.Query(self.xapian.Query.OP_OR, self.terms(text)))
        return [match.document.get_data().decode() for match in enquire.get_mset(0, HITS)]


ENGINES = {"sqlite": Sqlite, "xapian": Xapian}


def main(name, folder, seconds, docs, *queries):
    engine = ENGINES[name](folder)
    began = time.monotonic()
    count = engine.fill(lines(docs))
    print(json.dumps({"docs": count, "seconds": time.monotonic() - began}))
    for number, path in enumerate(queries):
        until = time.monotonic() + float(seconds)
        for query in lines(path):
            began = time.perf_counter_ns()
            hits = engine.search(query["text"])
            us = (time.perf_counter_ns() - began) / 1000
            print(json.dumps({"file": number, "id": query["id"], "hits": hits, "us": us}))
            if time.monotonic() > until:
                break


if __name__ == "__main__":
    main(*sys.argv[1:])
