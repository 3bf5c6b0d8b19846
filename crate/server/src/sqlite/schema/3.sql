-- Sessions: a device of a person that signed in, with a short-lived token for its requests and a
-- longer one to renew both. Tokens are kept as their SHA-256 and by nobody but their holder.

CREATE TABLE session (
    team_id       BLOB NOT NULL REFERENCES team (id),
    id            BLOB NOT NULL CHECK (length(id) = 16),
    user_id       BLOB NOT NULL CHECK (length(user_id) = 16),
    -- What the device calls itself.
    device        TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    renewed_at    INTEGER NOT NULL,
    revoked_at    INTEGER,
    access        BLOB NOT NULL CHECK (length(access) = 32),
    access_until  INTEGER NOT NULL,
    refresh       BLOB NOT NULL CHECK (length(refresh) = 32),
    refresh_until INTEGER NOT NULL,
    -- The refresh token before this one, and the name of the attempt that used it: the same attempt
    -- may come again, because its answer may have been lost.
    previous      BLOB CHECK (length(previous) = 32),
    attempt       BLOB CHECK (length(attempt) = 32),
    PRIMARY KEY (team_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX session_by_access ON session (team_id, access);
CREATE UNIQUE INDEX session_by_refresh ON session (team_id, refresh);
CREATE INDEX session_by_user ON session (team_id, user_id);

-- Refresh tokens that were used: one that comes again was stolen.
CREATE TABLE spent (
    team_id    BLOB NOT NULL,
    hash       BLOB NOT NULL CHECK (length(hash) = 32),
    session_id BLOB NOT NULL CHECK (length(session_id) = 16),
    spent_at   INTEGER NOT NULL,
    PRIMARY KEY (team_id, hash),
    FOREIGN KEY (team_id, session_id) REFERENCES session (team_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX spent_by_session ON spent (team_id, session_id, spent_at);
