-- The first schema. Ids are 16 bytes; scopes are a byte for the kind and the id (store/columns.rs);
-- `bytes` are frames of the sync protocol, which carry their version and a checksum.

-- What holds for the whole file.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY NOT NULL,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE team (
    id         BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    created_at INTEGER NOT NULL,
    -- The hybrid logical clock; none before the first operation.
    clock      BLOB
) STRICT, WITHOUT ROWID;

-- Who a token speaks for. The token itself is kept by nobody but its holder.
CREATE TABLE token (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id    BLOB NOT NULL REFERENCES team (id),
    user_id    BLOB NOT NULL CHECK (length(user_id) = 16),
    -- SHA-256 of the token's text.
    hash       BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE INDEX token_by_user ON token (team_id, user_id);

-- The records as the log has made them.
CREATE TABLE record (
    team_id BLOB NOT NULL REFERENCES team (id),
    -- 1 member, 2 pipeline, 3 box.
    kind    INTEGER NOT NULL,
    id      BLOB NOT NULL CHECK (length(id) = 16),
    scope   BLOB NOT NULL,
    bytes   BLOB NOT NULL,
    PRIMARY KEY (team_id, kind, id)
) STRICT;

CREATE INDEX record_by_scope ON record (team_id, scope);

-- The version that each scope has reached.
CREATE TABLE head (
    team_id BLOB NOT NULL REFERENCES team (id),
    scope   BLOB NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    PRIMARY KEY (team_id, scope)
) STRICT, WITHOUT ROWID;

-- What happened in each scope: versions from 1, without gaps.
CREATE TABLE log (
    team_id BLOB NOT NULL REFERENCES team (id),
    scope   BLOB NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    bytes   BLOB NOT NULL,
    PRIMARY KEY (team_id, scope, version)
) STRICT, WITHOUT ROWID;

-- The replicas, and how far each is settled.
CREATE TABLE client (
    team_id  BLOB NOT NULL REFERENCES team (id),
    id       BLOB NOT NULL CHECK (length(id) = 16),
    user_id  BLOB NOT NULL CHECK (length(user_id) = 16),
    last_seq INTEGER NOT NULL CHECK (last_seq >= 0),
    PRIMARY KEY (team_id, id)
) STRICT, WITHOUT ROWID;

-- Mutations that were refused, until their replica knows.
CREATE TABLE refusal (
    team_id   BLOB NOT NULL,
    client_id BLOB NOT NULL,
    seq       INTEGER NOT NULL CHECK (seq > 0),
    bytes     BLOB NOT NULL,
    PRIMARY KEY (team_id, client_id, seq)
) STRICT, WITHOUT ROWID;
