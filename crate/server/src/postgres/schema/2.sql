-- Sessions: a device of a person that signed in, with a short-lived token for its requests and a
-- longer one to renew both. Tokens are kept as their SHA-256 and by nobody but their holder.

CREATE TABLE session (
    team_id       BYTEA NOT NULL,
    id            BYTEA NOT NULL CHECK (octet_length(id) = 16),
    user_id       BYTEA NOT NULL CHECK (octet_length(user_id) = 16),
    -- What the device calls itself.
    device        TEXT NOT NULL,
    created_at    BIGINT NOT NULL,
    renewed_at    BIGINT NOT NULL,
    revoked_at    BIGINT,
    access        BYTEA NOT NULL CHECK (octet_length(access) = 32),
    access_until  BIGINT NOT NULL,
    refresh       BYTEA NOT NULL CHECK (octet_length(refresh) = 32),
    refresh_until BIGINT NOT NULL,
    -- The refresh token before this one, and the name of the attempt that used it: the same attempt
    -- may come again, because its answer may have been lost.
    previous      BYTEA CHECK (octet_length(previous) = 32),
    attempt       BYTEA CHECK (octet_length(attempt) = 32),
    PRIMARY KEY (team_id, id),
    UNIQUE (team_id, access),
    UNIQUE (team_id, refresh)
);

CREATE INDEX session_by_user ON session (team_id, user_id);

-- Refresh tokens that were used: one that comes again was stolen.
CREATE TABLE spent (
    team_id    BYTEA NOT NULL,
    hash       BYTEA NOT NULL CHECK (octet_length(hash) = 32),
    session_id BYTEA NOT NULL CHECK (octet_length(session_id) = 16),
    spent_at   BIGINT NOT NULL,
    PRIMARY KEY (team_id, hash),
    FOREIGN KEY (team_id, session_id) REFERENCES session (team_id, id) ON DELETE CASCADE
);

CREATE INDEX spent_by_session ON spent (team_id, session_id, spent_at);
