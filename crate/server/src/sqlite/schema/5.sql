-- API keys, invitations by link, and who did what.

-- Keys of programs that work in a person's name. Kept as their SHA-256.
CREATE TABLE api_key (
    team_id    BLOB NOT NULL REFERENCES team (id),
    id         BLOB NOT NULL CHECK (length(id) = 16),
    user_id    BLOB NOT NULL CHECK (length(user_id) = 16),
    -- What it is for, as people say it.
    name       TEXT NOT NULL,
    hash       BLOB NOT NULL CHECK (length(hash) = 32),
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    PRIMARY KEY (team_id, id),
    UNIQUE (team_id, hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX api_key_by_user ON api_key (team_id, user_id);

-- Links by which somebody joins the team, once. Kept as their SHA-256.
CREATE TABLE invitation (
    team_id    BLOB NOT NULL REFERENCES team (id),
    id         BLOB NOT NULL CHECK (length(id) = 16),
    hash       BLOB NOT NULL CHECK (length(hash) = 32),
    -- Whether whoever joins by it owns the team.
    owner      INTEGER NOT NULL CHECK (owner IN (0, 1)),
    -- The one address that it is for; none if it is for any.
    email      TEXT,
    created_by BLOB NOT NULL CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    until      INTEGER NOT NULL,
    used_by    BLOB CHECK (length(used_by) = 16),
    revoked_at INTEGER,
    PRIMARY KEY (team_id, id),
    UNIQUE (team_id, hash)
) STRICT, WITHOUT ROWID;

-- Who did what to accounts, when, from where.
CREATE TABLE audit (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id BLOB NOT NULL REFERENCES team (id),
    at      INTEGER NOT NULL,
    -- None for whoever runs the server, and for somebody who is not known.
    user_id BLOB CHECK (length(user_id) = 16),
    what    TEXT NOT NULL,
    about   TEXT NOT NULL,
    -- The address that the request came from.
    origin  TEXT NOT NULL
) STRICT;

CREATE INDEX audit_of_team ON audit (team_id, number);
