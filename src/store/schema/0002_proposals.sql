-- What the desk teaches: a person's correction of how a question was understood, proposed as a labelled example.
-- The text is anonymised before it gets here; '' once the proposal was taken back.
CREATE TABLE proposal (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  question    INTEGER REFERENCES question(id),   -- NULL: the question was erased; an accepted example stays
  state       TEXT NOT NULL CHECK (state IN ('proposed','accepted','refused','withdrawn')),
  cause       TEXT NOT NULL CHECK (cause IN ('relabel','transfer')),
  person      INTEGER NOT NULL REFERENCES person(id),   -- who corrected
  at          INTEGER NOT NULL,
  why         TEXT NOT NULL,             -- that person's words, anonymised; '' when none were given
  text        TEXT NOT NULL,
  old_topics  TEXT NOT NULL,             -- labels before, slugs between spaces, main first; '' for none
  old_kind    TEXT NOT NULL,
  old_flags   TEXT NOT NULL,
  old_place   TEXT NOT NULL,
  topics      TEXT NOT NULL,             -- labels that are proposed
  kind        TEXT NOT NULL,
  flags       TEXT NOT NULL,
  place       TEXT NOT NULL,
  decided_by  INTEGER REFERENCES person(id),     -- NULL: not yet, or by the asker
  decided_at  INTEGER,                   -- NULL: not yet
  reason      TEXT NOT NULL DEFAULT ''   -- of a refusal
) STRICT;
CREATE INDEX proposal_state ON proposal(state, id);
-- One open proposal a question: a second correction replaces the labels of the first.
CREATE UNIQUE INDEX proposal_open ON proposal(question) WHERE state = 'proposed';
CREATE INDEX proposal_question ON proposal(question);
