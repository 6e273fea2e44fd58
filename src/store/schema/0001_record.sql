-- The record: what people asked and answered, who may work here, and the trace of every step.
-- Migrations are numbered files, each run in one transaction, never edited after a release.
-- Times are milliseconds since 1970 UTC. Ids of libraries, queues and labels are slugs.

-- One line per fact about this data directory that is neither a setting nor a key.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- the directory

-- A network has its own calendar and its own fallback queue.
CREATE TABLE network (
  id       TEXT PRIMARY KEY,
  name     TEXT NOT NULL,
  country  TEXT NOT NULL,                -- FR | BE
  calendar TEXT NOT NULL,                -- metropole | belgique
  library  TEXT NOT NULL                 -- who staffs what nobody else does
) STRICT, WITHOUT ROWID;

CREATE TABLE library (
  id              TEXT PRIMARY KEY,
  network         TEXT NOT NULL REFERENCES network(id),
  name            TEXT NOT NULL,
  kind            TEXT NOT NULL,         -- municipale, departementale, …
  commune         TEXT,                  -- NULL for the Belgian examples without one
  insee           TEXT,
  departement     TEXT NOT NULL,         -- département code, or BE-XXX
  region          TEXT NOT NULL,
  capacity        INTEGER NOT NULL CHECK (capacity >= 0),   -- questions a week
  languages       TEXT NOT NULL,         -- "fr en"
  zone            TEXT NOT NULL,         -- holidays: metropole | alsace-moselle | belgique
  is_illustration INTEGER NOT NULL,      -- 1: shown as an example, not as a member of a real network
  policy_text     TEXT NOT NULL,
  policy_reviewed TEXT                   -- YYYY-MM-DD; NULL: never
) STRICT, WITHOUT ROWID;

-- Strengths (topic, kind), territory and référent départements, one row a label.
CREATE TABLE library_label (
  library   TEXT NOT NULL REFERENCES library(id) ON DELETE CASCADE,
  dimension TEXT NOT NULL CHECK (dimension IN ('topic','kind','territory','referent')),
  label     TEXT NOT NULL,
  weight    REAL NOT NULL,
  PRIMARY KEY (library, dimension, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE queue (
  id      TEXT PRIMARY KEY,
  title   TEXT NOT NULL,
  network TEXT NOT NULL REFERENCES network(id),
  library TEXT NOT NULL REFERENCES library(id),
  kind    TEXT NOT NULL CHECK (kind IN ('library','expert','professional','partner','urgent','fallback'))
) STRICT, WITHOUT ROWID;

-- What an expert, professional, partner or urgent queue is for.
CREATE TABLE queue_label (
  queue     TEXT NOT NULL REFERENCES queue(id) ON DELETE CASCADE,
  dimension TEXT NOT NULL CHECK (dimension IN ('topic','kind','flag')),
  label     TEXT NOT NULL,
  PRIMARY KEY (queue, dimension, label)
) STRICT, WITHOUT ROWID;

-- Open questions per queue, kept by question_move in the same transaction, so that routing
-- never counts rows.
CREATE TABLE queue_load (
  queue TEXT PRIMARY KEY REFERENCES queue(id),
  open  INTEGER NOT NULL CHECK (open >= 0)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- people

CREATE TABLE person (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  login          TEXT NOT NULL UNIQUE,
  name           TEXT NOT NULL,
  password_hash  TEXT NOT NULL,          -- Argon2id, libsodium's own format
  pseudonym      TEXT NOT NULL UNIQUE,   -- what the audit calls this person; random
  roles          INTEGER NOT NULL,       -- ROLE_* bits
  library        TEXT REFERENCES library(id),   -- NULL: the whole network
  is_in_training INTEGER NOT NULL DEFAULT 0,
  disabled_at    INTEGER                 -- NULL: may log in
) STRICT;

-- Only the SHA-256 of a session's 256 random bits is kept.
CREATE TABLE session (
  token_hash BLOB PRIMARY KEY,
  person     INTEGER NOT NULL REFERENCES person(id),
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_person ON session(person);

-- ---------------------------------------------------------------- questions

-- The head of a question: where it stands and who holds it. Nothing personal here: that is in
-- question_content, so that it can be erased while the trace stays.
CREATE TABLE question (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  client_id    BLOB NOT NULL UNIQUE,     -- 16 bytes made by the client: idempotent for ever
  content_hash BLOB NOT NULL,            -- keyed: same client_id with other content is refused
  receipt_hash BLOB NOT NULL UNIQUE,     -- SHA-256 of the receipt
  state        TEXT NOT NULL CHECK (state IN (
    'received','routed','claimed','drafted','in_review','returned','approved','sent','closed',
    'clarifying','referred','declined','duplicate','spam','withdrawn','reopened','self_served')),
  queue        TEXT NOT NULL REFERENCES queue(id),
  owner        INTEGER REFERENCES person(id),   -- NULL: nobody holds it
  epoch        INTEGER NOT NULL DEFAULT 0,      -- grows with each claim; writes carry it
  lease_until  INTEGER,                  -- NULL: no lease runs
  network      TEXT NOT NULL,
  library      TEXT,                     -- the widget's library; NULL: none said
  locale       TEXT NOT NULL,            -- language of the screens
  language     TEXT NOT NULL,            -- language of the text
  audience     TEXT,                     -- age band or 'professional'; NULL: not said
  asked_at     INTEGER NOT NULL,
  due_at       INTEGER NOT NULL,
  paused_at    INTEGER,                  -- set while clarifying: the clock stands still
  moved_at     INTEGER NOT NULL,
  duplicate_of INTEGER REFERENCES question(id),
  may_publish  INTEGER NOT NULL,         -- consents, as given
  may_transfer INTEGER NOT NULL
) STRICT;

-- A state is a list: the lists people look at.
CREATE INDEX question_open ON question(queue, due_at)
  WHERE state IN ('received','routed','claimed','drafted','in_review','returned','approved','clarifying','reopened');
CREATE INDEX question_state ON question(state, due_at);
CREATE INDEX question_lease ON question(lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX question_asked ON question(asked_at);

-- What the asker wrote. The original text is never changed, only erased.
CREATE TABLE question_content (
  question          INTEGER PRIMARY KEY REFERENCES question(id),
  text              TEXT NOT NULL,
  place             TEXT,                -- where the asker is, as typed
  email             TEXT,
  already_consulted TEXT
) STRICT;

-- How it was understood: every judgement stays, machine's and people's; the newest counts.
CREATE TABLE classification (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  question    INTEGER NOT NULL REFERENCES question(id),
  at          INTEGER NOT NULL,
  person      INTEGER REFERENCES person(id),    -- NULL: the machine
  topic       TEXT,                      -- the main one; NULL: not sure
  kind        TEXT,
  place       TEXT,                      -- what it is about
  topics      TEXT NOT NULL,             -- JSON list of {id, title, score}: labels without evidence
  flags       TEXT NOT NULL,             -- JSON list of slugs
  result      TEXT NOT NULL,             -- JSON: topics, kind, flags, place, with their evidence
  suggestions TEXT NOT NULL              -- JSON list, as shown to the asker
) STRICT;
CREATE INDEX classification_question ON classification(question, id);

-- Why it went where it went: candidates, scores, and the two sentences.
CREATE TABLE routing (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  question        INTEGER NOT NULL REFERENCES question(id),
  at              INTEGER NOT NULL,
  person          INTEGER REFERENCES person(id),  -- NULL: the machine
  queue           TEXT NOT NULL REFERENCES queue(id),
  candidates      TEXT NOT NULL,         -- JSON list
  asker_sentence  TEXT NOT NULL,
  staff_sentence  TEXT NOT NULL
) STRICT;
CREATE INDEX routing_question ON routing(question, id);

-- What the asker and the desk say to each other. Internal notes are a table of their own, so that
-- no query for messages can ever give one away.
CREATE TABLE message (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  question  INTEGER NOT NULL REFERENCES question(id),
  client_id BLOB UNIQUE,                 -- NULL for what the service itself says
  sender    TEXT NOT NULL CHECK (sender IN ('asker','librarian','service')),
  kind      TEXT NOT NULL CHECK (kind IN ('question','clarification','reply','answer','decline','duplicate','withdrawal')),
  person    INTEGER REFERENCES person(id),
  text      TEXT NOT NULL,
  at        INTEGER NOT NULL
) STRICT;
CREATE INDEX message_question ON message(question, id);

CREATE TABLE note (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  question  INTEGER NOT NULL REFERENCES question(id),
  client_id BLOB UNIQUE,
  person    INTEGER NOT NULL REFERENCES person(id),
  text      TEXT NOT NULL,
  at        INTEGER NOT NULL
) STRICT;
CREATE INDEX note_question ON note(question, id);

-- One draft a question: it outlives the claim, so that a released question keeps the work done.
CREATE TABLE draft (
  question INTEGER PRIMARY KEY REFERENCES question(id),
  person   INTEGER NOT NULL REFERENCES person(id),
  text     TEXT NOT NULL,
  method   TEXT NOT NULL,                -- JSON, may be incomplete
  version  INTEGER NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;

-- An answer as handed in, with its method statement. A returned one is followed by another.
CREATE TABLE answer (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  question     INTEGER NOT NULL REFERENCES question(id),
  person       INTEGER NOT NULL REFERENCES person(id),
  text         TEXT NOT NULL,
  ai           TEXT NOT NULL CHECK (ai IN ('none','search','translation','summary','draft')),
  tool         TEXT,                     -- NULL when ai = none
  checked      TEXT NOT NULL,            -- what was verified, in words
  sources      TEXT NOT NULL,            -- JSON list
  submitted_at INTEGER NOT NULL,
  sent_at      INTEGER,                  -- NULL until it leaves
  reviewer     INTEGER REFERENCES person(id)   -- NULL: sent without review before
) STRICT;
CREATE INDEX answer_question ON answer(question, id);
CREATE INDEX answer_sent ON answer(sent_at) WHERE sent_at IS NOT NULL;

CREATE TABLE review (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  question INTEGER NOT NULL REFERENCES question(id),
  answer   INTEGER NOT NULL REFERENCES answer(id),
  person   INTEGER NOT NULL REFERENCES person(id),
  scores   TEXT NOT NULL,                -- JSON: {"1":3,…}
  decision TEXT NOT NULL CHECK (decision IN ('approve','return')),
  comment  TEXT NOT NULL,
  at       INTEGER NOT NULL
) STRICT;
CREATE INDEX review_question ON review(question, id);

CREATE TABLE rating (
  question INTEGER PRIMARY KEY REFERENCES question(id),
  score    INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
  comment  TEXT,
  at       INTEGER NOT NULL
) STRICT;

-- What subscribers are told, in order. Kept for a while, then swept: a client older than that is
-- told to refetch.
CREATE TABLE event (
  seq      INTEGER PRIMARY KEY AUTOINCREMENT,
  stream   TEXT NOT NULL,                -- question/<id> for its asker, desk for staff
  question INTEGER NOT NULL REFERENCES question(id),
  type     TEXT NOT NULL,
  at       INTEGER NOT NULL,
  data     TEXT NOT NULL                 -- JSON
) STRICT;
CREATE INDEX event_stream ON event(stream, seq);
CREATE INDEX event_question ON event(question);
CREATE INDEX event_at ON event(at);

-- ---------------------------------------------------------------- the trace

-- Leaves of an RFC 6962 tree, in order. A body holds no personal data: a salted commitment instead.
CREATE TABLE audit_leaf (
  n    INTEGER PRIMARY KEY,              -- 0, 1, 2 … without a gap
  body BLOB NOT NULL,
  hash BLOB NOT NULL                     -- SHA-256(0x00 || body)
) STRICT;

-- Roots of complete subtrees of 2^level leaves: SHA-256(0x01 || left || right).
CREATE TABLE audit_node (
  level INTEGER NOT NULL CHECK (level > 0),
  n     INTEGER NOT NULL,
  hash  BLOB NOT NULL,
  PRIMARY KEY (level, n)
) STRICT, WITHOUT ROWID;

-- What the commitments were made of. Erasure deletes rows here; the log still verifies.
CREATE TABLE audit_payload (
  n        INTEGER PRIMARY KEY REFERENCES audit_leaf(n),
  question INTEGER REFERENCES question(id),     -- NULL: about no question
  salt     BLOB NOT NULL,
  payload  TEXT NOT NULL                 -- canonical JSON, byte for byte what was committed to
) STRICT;
CREATE INDEX audit_payload_question ON audit_payload(question, n);

CREATE TRIGGER audit_leaf_is_kept_update BEFORE UPDATE ON audit_leaf
BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_leaf_is_kept_delete BEFORE DELETE ON audit_leaf
BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_node_is_kept_update BEFORE UPDATE ON audit_node
BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_node_is_kept_delete BEFORE DELETE ON audit_node
BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
