-- The knowledge file: everything that can be searched, and what understanding learned from rules/. Nothing
-- here is a record: `aiguilleur init` rebuilds it from rules/, corpus/ and published answers; a file of
-- another version is rebuilt, not migrated.

CREATE TABLE entry (
  id        INTEGER PRIMARY KEY,
  slug      TEXT NOT NULL UNIQUE,
  origin    TEXT NOT NULL,               -- corpus | import | published
  kind      TEXT NOT NULL,               -- fiche | resource | event | answer | doc
  title     TEXT NOT NULL,
  headings  TEXT NOT NULL,               -- those inside the body, one a line
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
  title, headings, keywords, body, content='entry', content_rowid='id', tokenize='aiguilleur');
-- Whoever fills the index optimises it in the end: until then words are held back (32 MiB) and segments left alone.
INSERT INTO entry_fts(entry_fts, rank) VALUES('hashsize', 33554432);
INSERT INTO entry_fts(entry_fts, rank) VALUES('automerge', 0);
CREATE VIRTUAL TABLE entry_vocab USING fts5vocab(entry_fts, col);

-- In how many entries a token stands, field by field: counted from the index when it is optimised. The empty
-- token says that nothing was indexed since.
CREATE TABLE term (
  token    TEXT PRIMARY KEY,
  title    INTEGER NOT NULL,
  headings INTEGER NOT NULL,
  keywords INTEGER NOT NULL,
  body     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What ranking needs of each entry, 16 bytes each, many in a row (store/facts.h).
CREATE TABLE facts (
  chunk INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

-- Where a resource can be used: never propose what the asker's library lacks without saying so.
CREATE TABLE availability (
  entry     INTEGER NOT NULL REFERENCES entry(id),
  library   TEXT NOT NULL,
  on_site   INTEGER NOT NULL,
  is_remote INTEGER NOT NULL,
  PRIMARY KEY (entry, library)
) STRICT, WITHOUT ROWID;

-- Labelled questions: the neighbours that vote, and what the model learned from.
CREATE TABLE example (
  id     INTEGER PRIMARY KEY,
  text   TEXT NOT NULL,
  topics TEXT NOT NULL,                  -- main first
  kind   TEXT NOT NULL,
  flags  TEXT NOT NULL,
  place  TEXT,
  words  BLOB NOT NULL                   -- hashes of its telling words as stems, 8 bytes each
) STRICT;

-- Words and expressions that speak for a topic (rules/lexicon/).
CREATE TABLE lexicon (
  id     INTEGER PRIMARY KEY,
  words  TEXT NOT NULL,                  -- as written
  hash   INTEGER NOT NULL,               -- of its telling words as stems (voices/expression.h)
  topic  TEXT NOT NULL,
  weight REAL NOT NULL,                  -- 0..1
  about  TEXT NOT NULL                   -- the group's name, for people
) STRICT;

-- Words that rules/ know as written, folded, and how often: what is spelled like one is no mistake.
CREATE TABLE known_word (
  word        TEXT PRIMARY KEY,
  occurrences INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What `init` trained, one label a row.
CREATE TABLE model (
  label TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;
