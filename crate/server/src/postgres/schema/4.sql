-- API keys, invitations by link, and who did what.

-- Keys of programs that work in a person's name. Kept as their SHA-256.
CREATE TABLE api_key (
    team_id    BYTEA NOT NULL,
    id         BYTEA NOT NULL CHECK (octet_length(id) = 16),
    user_id    BYTEA NOT NULL CHECK (octet_length(user_id) = 16),
    -- What it is for, as people say it.
    name       TEXT NOT NULL,
    hash       BYTEA NOT NULL CHECK (octet_length(hash) = 32),
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (team_id, id),
    UNIQUE (team_id, hash)
);

CREATE INDEX api_key_by_user ON api_key (team_id, user_id);

-- Links by which somebody joins the team, once. Kept as their SHA-256.
CREATE TABLE invitation (
    team_id    BYTEA NOT NULL,
    id         BYTEA NOT NULL CHECK (octet_length(id) = 16),
    hash       BYTEA NOT NULL CHECK (octet_length(hash) = 32),
    -- Whether whoever joins by it owns the team.
    owner      BOOLEAN NOT NULL,
    -- The one address that it is for; none if it is for any.
    email      TEXT,
    created_by BYTEA NOT NULL CHECK (octet_length(created_by) = 16),
    created_at BIGINT NOT NULL,
    until      BIGINT NOT NULL,
    used_by    BYTEA CHECK (octet_length(used_by) = 16),
    revoked_at BIGINT,
    PRIMARY KEY (team_id, id),
    UNIQUE (team_id, hash)
);

-- Who did what to accounts, when, from where.
CREATE TABLE audit (
    team_id BYTEA NOT NULL,
    number  BIGINT GENERATED ALWAYS AS IDENTITY,
    at      BIGINT NOT NULL,
    -- None for whoever runs the server, and for somebody who is not known.
    user_id BYTEA CHECK (octet_length(user_id) = 16),
    what    TEXT NOT NULL,
    about   TEXT NOT NULL,
    -- The address that the request came from.
    origin  TEXT NOT NULL,
    PRIMARY KEY (team_id, number)
);
