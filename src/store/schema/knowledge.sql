-- The knowledge file: everything that can be searched. Nothing here is a record: `aiguilleur init`
-- rebuilds it from rules/, corpus/ and published answers; a file of another version is rebuilt, not migrated.

CREATE TABLE entry (
  id        INTEGER PRIMARY KEY,
  slug      TEXT NOT NULL UNIQUE,
  origin    TEXT NOT NULL,               -- corpus | import | published
  kind      TEXT NOT NULL,               -- fiche | resource | event | answer | doc
  title     TEXT NOT NULL,
  keywords  TEXT NOT NULL,
  body      TEXT NOT NULL,
  url       TEXT,
  audience  TEXT NOT NULL,               -- public | staff | professional
  library   TEXT,                        -- NULL: for all
  territory TEXT,                        -- NULL: everywhere; FR, BE, or a département or province
  topics    TEXT NOT NULL,               -- "genealogie histoire", main first
  sources   TEXT NOT NULL,               -- JSON list
  reviewed  TEXT,                        -- YYYY-MM-DD
  expires   TEXT
) STRICT;

CREATE VIRTUAL TABLE entry_fts USING fts5(
  title, keywords, body, content='entry', content_rowid='id', tokenize='aiguilleur');
CREATE VIRTUAL TABLE entry_vocab USING fts5vocab(entry_fts, row);

-- Where a resource can be used: never propose what the asker's library lacks without saying so.
CREATE TABLE availability (
  entry     INTEGER NOT NULL REFERENCES entry(id),
  library   TEXT NOT NULL,
  on_site   INTEGER NOT NULL,
  is_remote INTEGER NOT NULL,
  PRIMARY KEY (entry, library)
) STRICT, WITHOUT ROWID;

-- Labelled questions: the neighbours that full-text search votes with.
CREATE TABLE example (
  id     INTEGER PRIMARY KEY,
  text   TEXT NOT NULL,
  topics TEXT NOT NULL,                  -- main first
  kind   TEXT NOT NULL,
  flags  TEXT NOT NULL,
  place  TEXT
) STRICT;

CREATE VIRTUAL TABLE example_fts USING fts5(
  text, content='example', content_rowid='id', tokenize='aiguilleur');
CREATE VIRTUAL TABLE example_vocab USING fts5vocab(example_fts, row);
