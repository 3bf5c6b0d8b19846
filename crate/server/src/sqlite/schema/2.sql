-- Who may see what depends on pipelines too, deleted boxes are forgotten after a while, and what
-- happened is kept in people's terms.

-- Counts up whenever the rights of anybody may have changed: live connections look anew by it.
ALTER TABLE team ADD COLUMN access INTEGER NOT NULL DEFAULT 0;

-- When a box was deleted, in milliseconds since 1970; nothing for one that is there. Boxes that were
-- there before this column are looked through by the program (store/bin.rs).
ALTER TABLE record ADD COLUMN deleted_at INTEGER;

CREATE INDEX record_in_bin ON record (team_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

-- What happened, in people's terms: derived from the log as it grows, and counted over all scopes.
CREATE TABLE happening (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id BLOB NOT NULL REFERENCES team (id),
    scope   BLOB NOT NULL,
    -- The record that it happened to.
    kind    INTEGER NOT NULL,
    id      BLOB NOT NULL CHECK (length(id) = 16),
    bytes   BLOB NOT NULL
) STRICT;

CREATE INDEX happening_of_record ON happening (team_id, kind, id, scope, number);
CREATE INDEX happening_in_scope ON happening (team_id, scope, number);
