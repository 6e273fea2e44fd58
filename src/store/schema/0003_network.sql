-- The network: what is known of each library and each person, what the clock has said of a question, and what
-- leaves the house: mail and webhooks. Days are YYYY-MM-DD, both ends included.

-- ---------------------------------------------------------------- the directory

ALTER TABLE library ADD COLUMN convention TEXT NOT NULL DEFAULT ''
  CHECK (convention IN ('','signee','en-cours','echue'));    -- with the network; '': none is known
ALTER TABLE library ADD COLUMN convention_until TEXT;        -- a day; NULL: open-ended
ALTER TABLE library ADD COLUMN contact TEXT;                 -- a function, never a name: for staff
ALTER TABLE library ADD COLUMN website TEXT;                 -- https://…, for everybody
ALTER TABLE library ADD COLUMN email TEXT;                   -- where its digest goes; NULL: none
ALTER TABLE library ADD COLUMN closed_weekdays INTEGER NOT NULL DEFAULT 0;   -- bit 0: Sunday … bit 6: Saturday

ALTER TABLE queue ADD COLUMN note TEXT;                      -- what it is for, in words for staff; NULL: none

-- Days on which a library does not answer: single days (closed) and spans (absence).
CREATE TABLE library_closure (
  library   TEXT NOT NULL REFERENCES library(id) ON DELETE CASCADE,
  first_day TEXT NOT NULL,
  last_day  TEXT NOT NULL CHECK (last_day >= first_day),
  kind      TEXT NOT NULL CHECK (kind IN ('closed','absence')),
  why       TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (library, first_day, last_day, kind)
) STRICT, WITHOUT ROWID;

-- Questions that routing sent to a queue in an ISO week ("2026-W48"): the fairness of the week. Kept by
-- question_move in the same transaction.
CREATE TABLE queue_week (
  queue  TEXT NOT NULL REFERENCES queue(id),
  week   TEXT NOT NULL,
  routed INTEGER NOT NULL CHECK (routed >= 0),
  PRIMARY KEY (week, queue)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- people

ALTER TABLE person ADD COLUMN email TEXT;                    -- for mentions and digests; NULL: none
ALTER TABLE person ADD COLUMN signature TEXT;                -- below an answer; NULL: the name

-- Roles at other libraries than one's own (person.library), where person.roles count.
CREATE TABLE membership (
  person  INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  library TEXT NOT NULL REFERENCES library(id) ON DELETE CASCADE,
  roles   INTEGER NOT NULL,                                  -- ROLE_* bits: respondent, coordinator
  PRIMARY KEY (person, library)
) STRICT, WITHOUT ROWID;

-- What a person knows well, and the départements whose référent·e they are.
CREATE TABLE person_label (
  person    INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  dimension TEXT NOT NULL CHECK (dimension IN ('topic','referent')),
  label     TEXT NOT NULL,
  PRIMARY KEY (person, dimension, label)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_absence (
  person    INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  first_day TEXT NOT NULL,
  last_day  TEXT NOT NULL CHECK (last_day >= first_day),
  why       TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (person, first_day, last_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_absence_day ON person_absence(last_day, first_day);   -- who is away today?
CREATE INDEX person_library ON person(library) WHERE disabled_at IS NULL;

-- ---------------------------------------------------------------- questions

ALTER TABLE question ADD COLUMN is_practice INTEGER NOT NULL DEFAULT 0;    -- 1: to learn with; outside statistics
ALTER TABLE question ADD COLUMN risen_at INTEGER;            -- since when the whole network is called; NULL: it is not
ALTER TABLE question ADD COLUMN mark TEXT NOT NULL DEFAULT 'none'
  CHECK (mark IN ('none','half','near','over'));             -- the last moment of its clock that was acted on
-- When its clock says something next; NULL: never, or not while the asker is asked. The janitor's list.
ALTER TABLE question ADD COLUMN mark_at INTEGER;
CREATE INDEX question_mark ON question(mark_at) WHERE mark_at IS NOT NULL;
CREATE INDEX question_risen ON question(risen_at) WHERE risen_at IS NOT NULL;
CREATE INDEX question_owner ON question(owner) WHERE owner IS NOT NULL;

-- A lead that somebody else adds when the network is called. The first that the holder found useful is credited.
CREATE TABLE lead (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  question    INTEGER NOT NULL REFERENCES question(id),
  client_id   BLOB UNIQUE,
  person      INTEGER NOT NULL REFERENCES person(id),
  text        TEXT NOT NULL,
  url         TEXT,
  at          INTEGER NOT NULL,
  credited_at INTEGER,
  credited_by INTEGER REFERENCES person(id)
) STRICT;
CREATE INDEX lead_question ON lead(question, id);
CREATE UNIQUE INDEX lead_credited ON lead(question) WHERE credited_at IS NOT NULL;

-- Whom an event is for, beyond its stream: word of a question that only its library, and who holds it, may hear.
ALTER TABLE event ADD COLUMN library TEXT;                   -- NULL: everybody on the stream
ALTER TABLE event ADD COLUMN person INTEGER;                 -- the holder then; NULL: nobody

-- Somebody is asked to look: by name, in a note.
CREATE TABLE mention (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  question INTEGER NOT NULL REFERENCES question(id),
  note     INTEGER NOT NULL REFERENCES note(id),
  person   INTEGER NOT NULL REFERENCES person(id),
  at       INTEGER NOT NULL,
  seen_at  INTEGER,
  UNIQUE (note, person)
) STRICT;
CREATE INDEX mention_unseen ON mention(person, id) WHERE seen_at IS NULL;
CREATE INDEX mention_question ON mention(question);

-- A question handed to a partner outside the network, until it comes back or the partner says that it answered.
CREATE TABLE referral (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  question    INTEGER NOT NULL REFERENCES question(id),
  queue       TEXT NOT NULL REFERENCES queue(id),            -- the partner's
  from_queue  TEXT NOT NULL REFERENCES queue(id),
  person      INTEGER NOT NULL REFERENCES person(id),
  reason      TEXT NOT NULL,
  at          INTEGER NOT NULL,
  expected_at INTEGER NOT NULL,                              -- when the desk asks what became of it
  ended_at    INTEGER,
  outcome     TEXT CHECK (outcome IN ('answered','returned','lost')),
  words       TEXT NOT NULL DEFAULT ''                       -- what the partner said
) STRICT;
CREATE INDEX referral_question ON referral(question, id);
CREATE INDEX referral_open ON referral(expected_at) WHERE ended_at IS NULL;

-- ---------------------------------------------------------------- what leaves the house

-- Mail that waits, was sent, or was given up. Text and address are cleared once it is over.
CREATE TABLE mail (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  question   INTEGER REFERENCES question(id),                -- NULL: a digest
  message    INTEGER REFERENCES message(id),                 -- the one it carries; NULL: none
  kind       TEXT NOT NULL CHECK (kind IN
    ('receipt','clarification','answer','decline','reminder','referral','digest','mention')),
  address    TEXT,                                           -- NULL once sent or given up
  subject    TEXT NOT NULL,
  text       TEXT,                                           -- NULL likewise
  html       TEXT,
  token      BLOB NOT NULL UNIQUE,                           -- in the return path: by this a bounce is known
  state      TEXT NOT NULL CHECK (state IN ('waiting','sent','failed','bounced','dropped')),
  tries      INTEGER NOT NULL DEFAULT 0,
  next_at    INTEGER,                                        -- NULL: no more
  made_at    INTEGER NOT NULL,
  ended_at   INTEGER,
  said       TEXT NOT NULL DEFAULT ''                        -- the server's last words, without addresses
) STRICT;
CREATE INDEX mail_due ON mail(next_at) WHERE next_at IS NOT NULL;
CREATE INDEX mail_question ON mail(question, id);

-- Who is told by HTTP, of what. The secret signs (HMAC-SHA-256) and is kept, as it must be, in clear.
CREATE TABLE webhook (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  url         TEXT NOT NULL,
  secret      TEXT NOT NULL,
  verbs       TEXT NOT NULL,                                 -- between spaces: claim answer publish
  library     TEXT REFERENCES library(id),                   -- NULL: of all
  person      INTEGER NOT NULL REFERENCES person(id),        -- who set it up
  at          INTEGER NOT NULL,
  disabled_at INTEGER
) STRICT;

-- One delivery a row: the log that the console shows, and the list of what is to be tried again.
CREATE TABLE webhook_delivery (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  webhook  INTEGER NOT NULL REFERENCES webhook(id),
  question INTEGER REFERENCES question(id),
  verb     TEXT NOT NULL,
  body     TEXT NOT NULL,                                    -- JSON, no personal data
  state    TEXT NOT NULL CHECK (state IN ('waiting','delivered','failed')),
  tries    INTEGER NOT NULL DEFAULT 0,
  next_at  INTEGER,
  made_at  INTEGER NOT NULL,
  ended_at INTEGER,
  status   INTEGER,                                          -- of HTTP; NULL: no answer yet
  said     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX webhook_delivery_due ON webhook_delivery(next_at) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_delivery_log ON webhook_delivery(webhook, id);
