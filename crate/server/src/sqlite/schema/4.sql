-- Signing in by an issuer of OpenID Connect.

-- Who a person is to an issuer: its own name for the person, which an address may outlive.
CREATE TABLE identity (
    team_id   BLOB NOT NULL REFERENCES team (id),
    issuer    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    user_id   BLOB NOT NULL CHECK (length(user_id) = 16),
    linked_at INTEGER NOT NULL,
    PRIMARY KEY (team_id, issuer, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX identity_by_user ON identity (team_id, user_id);

-- What a browser that has signed in hands in for a session, once and soon.
CREATE TABLE code (
    team_id   BLOB NOT NULL REFERENCES team (id),
    hash      BLOB NOT NULL CHECK (length(hash) = 32),
    user_id   BLOB NOT NULL CHECK (length(user_id) = 16),
    -- The SHA-256 of what only the one who began to sign in knows.
    challenge BLOB NOT NULL CHECK (length(challenge) = 32),
    until     INTEGER NOT NULL,
    PRIMARY KEY (team_id, hash)
) STRICT, WITHOUT ROWID;
