-- Signing in by an issuer of OpenID Connect.

-- Who a person is to an issuer: its own name for the person, which an address may outlive.
CREATE TABLE identity (
    team_id   BYTEA NOT NULL,
    issuer    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    user_id   BYTEA NOT NULL CHECK (octet_length(user_id) = 16),
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (team_id, issuer, subject)
);

CREATE INDEX identity_by_user ON identity (team_id, user_id);

-- What a browser that has signed in hands in for a session, once and soon.
CREATE TABLE code (
    team_id   BYTEA NOT NULL,
    hash      BYTEA NOT NULL CHECK (octet_length(hash) = 32),
    user_id   BYTEA NOT NULL CHECK (octet_length(user_id) = 16),
    -- The SHA-256 of what only the one who began to sign in knows.
    challenge BYTEA NOT NULL CHECK (octet_length(challenge) = 32),
    until     BIGINT NOT NULL,
    PRIMARY KEY (team_id, hash)
);
