-- A database of PostgreSQL's fourth schema: the one of the third, brought up to date, with
-- an API key, an invitation and a deed.

-- The first schema of PostgreSQL. Ids are 16 bytes; scopes are a byte for the kind and the id
-- (storage/columns.rs); `bytes` are frames of the sync protocol, which carry their version and a
-- checksum. Every key begins with the team, and the large tables are parted by it, so that the tables
-- can be spread over machines. What belongs to a team is written only by whoever holds its row in
-- `team`, so that no row needs to be checked against that one again.

-- What holds for the whole database. That the table is there says that the database is ours.
CREATE TABLE boxwood (
    -- The version of the schema.
    version INTEGER NOT NULL,
    -- Which log this is.
    server  BYTEA NOT NULL CHECK (octet_length(server) = 16)
);

CREATE TABLE team (
    id         BYTEA PRIMARY KEY CHECK (octet_length(id) = 16),
    created_at BIGINT NOT NULL,
    -- The hybrid logical clock; none before the first operation.
    clock      BYTEA,
    -- Counts up whenever the rights of anybody may have changed: live connections look anew by it.
    access     BIGINT NOT NULL DEFAULT 0,
    -- The number of the last happening.
    happened   BIGINT NOT NULL DEFAULT 0,
    -- Counts up with everything that is written: servers that share the database look by it.
    changes    BIGINT NOT NULL DEFAULT 0
);

-- Who a token speaks for. The token itself is kept by nobody but its holder.
CREATE TABLE token (
    id         BIGINT GENERATED ALWAYS AS IDENTITY,
    team_id    BYTEA NOT NULL,
    user_id    BYTEA NOT NULL CHECK (octet_length(user_id) = 16),
    -- SHA-256 of the token's text.
    hash       BYTEA NOT NULL CHECK (octet_length(hash) = 32),
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (team_id, id),
    UNIQUE (team_id, hash)
);

CREATE INDEX token_by_user ON token (team_id, user_id);

-- The records as the log has made them.
CREATE TABLE record (
    team_id    BYTEA NOT NULL,
    kind       SMALLINT NOT NULL,
    id         BYTEA NOT NULL CHECK (octet_length(id) = 16),
    scope      BYTEA NOT NULL,
    bytes      BYTEA NOT NULL,
    -- When a box was deleted, in milliseconds since 1970; nothing for one that is there.
    deleted_at BIGINT,
    PRIMARY KEY (team_id, kind, id)
) PARTITION BY HASH (team_id);

CREATE INDEX record_by_scope ON record (team_id, scope);
CREATE INDEX record_in_bin ON record (team_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

-- The version that each scope has reached.
CREATE TABLE head (
    team_id BYTEA NOT NULL,
    scope   BYTEA NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    PRIMARY KEY (team_id, scope)
);

-- What happened in each scope: versions from 1, without gaps.
CREATE TABLE log (
    team_id BYTEA NOT NULL,
    scope   BYTEA NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    bytes   BYTEA NOT NULL,
    PRIMARY KEY (team_id, scope, version)
) PARTITION BY HASH (team_id);

-- The replicas, and how far each is settled.
CREATE TABLE client (
    team_id  BYTEA NOT NULL,
    id       BYTEA NOT NULL CHECK (octet_length(id) = 16),
    user_id  BYTEA NOT NULL CHECK (octet_length(user_id) = 16),
    last_seq BIGINT NOT NULL CHECK (last_seq >= 0),
    PRIMARY KEY (team_id, id)
);

-- Mutations that were refused, until their replica knows.
CREATE TABLE refusal (
    team_id   BYTEA NOT NULL,
    client_id BYTEA NOT NULL,
    seq       BIGINT NOT NULL CHECK (seq > 0),
    bytes     BYTEA NOT NULL,
    PRIMARY KEY (team_id, client_id, seq)
);

-- What happened, in people's terms: derived from the log as it grows, and counted over all scopes.
CREATE TABLE happening (
    team_id BYTEA NOT NULL,
    number  BIGINT NOT NULL,
    scope   BYTEA NOT NULL,
    -- The record that it happened to.
    kind    SMALLINT NOT NULL,
    id      BYTEA NOT NULL CHECK (octet_length(id) = 16),
    bytes   BYTEA NOT NULL,
    PRIMARY KEY (team_id, number)
) PARTITION BY HASH (team_id);

CREATE INDEX happening_of_record ON happening (team_id, kind, id, number);
CREATE INDEX happening_in_scope ON happening (team_id, scope, number);

DO $$
BEGIN
    FOR part IN 0..7 LOOP
        EXECUTE format('CREATE TABLE record_%s PARTITION OF record FOR VALUES WITH (MODULUS 8, REMAINDER %s)', part, part);
        EXECUTE format('CREATE TABLE log_%s PARTITION OF log FOR VALUES WITH (MODULUS 8, REMAINDER %s)', part, part);
        EXECUTE format('CREATE TABLE happening_%s PARTITION OF happening FOR VALUES WITH (MODULUS 8, REMAINDER %s)', part, part);
    END LOOP;
END
$$;

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

INSERT INTO boxwood VALUES (4, '\x97eb8b4f40280c985605ffae5985c676');
INSERT INTO happening VALUES ('\x0f76ded54fbb9d439e0e36d87fc783c2', 1, '\x00', 1, '\x01a20f37633b7b71b1733eb443e8760d', '\xb00d2302bbc6ddf9a034008080ec99f6e683d101f68c97cc05001001a20f37633b7b71b1733eb443e8760d0003416e6eef55b10f');
INSERT INTO happening VALUES ('\x0f76ded54fbb9d439e0e36d87fc783c2', 2, '\x00', 1, '\x01a20f37638d7717a6eec7443d382279', '\xb00d23028dc7ddf9a034008080b49cf6e683d101f68c97cc05001001a20f37638d7717a6eec7443d382279000362656e23d14c5f');
INSERT INTO head VALUES ('\x0f76ded54fbb9d439e0e36d87fc783c2', '\x00', 2);
INSERT INTO log VALUES ('\x0f76ded54fbb9d439e0e36d87fc783c2', '\x00', 1, '\xb00d21021097eb8b4f40280c985605ffae5985c67600008080ec99f6e683d101f68c97cc0501001001a20f37633b7b71b1733eb443e8760d0f616e6e406578616d706c652e636f6d03416e6e8080ec99f6e683d101f68c97cc05028080ec99f6e683d101f68c97cc05979e1ee1');
INSERT INTO log VALUES ('\x0f76ded54fbb9d439e0e36d87fc783c2', '\x00', 2, '\xb00d21021097eb8b4f40280c985605ffae5985c67600008080b49cf6e683d101f68c97cc0501001001a20f37638d7717a6eec7443d3822790f62656e406578616d706c652e636f6d0362656e8080b49cf6e683d101f68c97cc05018080b49cf6e683d101f68c97cc05f5f79ed7');
INSERT INTO record VALUES ('\x0f76ded54fbb9d439e0e36d87fc783c2', 1, '\x01a20f37633b7b71b1733eb443e8760d', '\x00', '\xb00d20021001a20f37633b7b71b1733eb443e8760d0f616e6e406578616d706c652e636f6d03416e6e8080ec99f6e683d101f68c97cc05028080ec99f6e683d101f68c97cc05f5d635fe', NULL);
INSERT INTO record VALUES ('\x0f76ded54fbb9d439e0e36d87fc783c2', 1, '\x01a20f37638d7717a6eec7443d382279', '\x00', '\xb00d20021001a20f37638d7717a6eec7443d3822790f62656e406578616d706c652e636f6d0362656e8080b49cf6e683d101f68c97cc05018080b49cf6e683d101f68c97cc053e48ceeb', NULL);
INSERT INTO team VALUES ('\x0f76ded54fbb9d439e0e36d87fc783c2', 1795551617832, '\xb00d20028080b49cf6e683d101a8326607', 2, 2, 6);
INSERT INTO token OVERRIDING SYSTEM VALUE VALUES (1, '\x0f76ded54fbb9d439e0e36d87fc783c2', '\x01a20f37633b7b71b1733eb443e8760d', '\xe2642a10ce0b7125a21c6970dfd7deda31746760e565ab9baa8ec3d844aa192e', 1795551617851, NULL);
INSERT INTO token OVERRIDING SYSTEM VALUE VALUES (2, '\x0f76ded54fbb9d439e0e36d87fc783c2', '\x01a20f37638d7717a6eec7443d382279', '\x318fbf31af7fe6dc60b2ee380f38710f1f2d47a16cda1ce85f1a58c50f1cd34e', 1795551617933, NULL);
ALTER TABLE token ALTER COLUMN id RESTART WITH 3;
INSERT INTO session VALUES ('\x0f76ded54fbb9d439e0e36d87fc783c2', '\x0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a', '\x01a20f37633b7b71b1733eb443e8760d', 'Laptop', 1700000000000, 1700000900000, NULL, '\xa0561fd649cdb6baa784055f051bad796ea0afef17fca38219549deeba4e8c1a', 1700001800000, '\xd6cc0a088c07683c65cd266860cab8d94b3a1937b17420d9da30ca299c09fb77', 1705184900000, '\x1c2d1e17e1b816bcd922b055403ae837318e24fcd8d7a38681757a731ec0010e', '\xc7ce66d0fb14e3c2d4d920918cc6cc7e488668b08dddeb7b85e44de3b9f3eb01');
INSERT INTO spent VALUES ('\x0f76ded54fbb9d439e0e36d87fc783c2', '\x1c2d1e17e1b816bcd922b055403ae837318e24fcd8d7a38681757a731ec0010e', '\x0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a', 1700000900000);
INSERT INTO identity (team_id, issuer, subject, user_id, linked_at) VALUES ('\x0f76ded54fbb9d439e0e36d87fc783c2', 'https://id.example.com', 'person-1', '\x01a20f37633b7b71b1733eb443e8760d', 1700000000000);
INSERT INTO api_key (team_id, id, user_id, name, hash, created_at) VALUES ('\x0f76ded54fbb9d439e0e36d87fc783c2', '\x0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b', '\x01a20f37633b7b71b1733eb443e8760d', 'Zapier', '\x0101010101010101010101010101010101010101010101010101010101010101', 1700000000000);
INSERT INTO invitation (team_id, id, hash, owner, email, created_by, created_at, until) VALUES ('\x0f76ded54fbb9d439e0e36d87fc783c2', '\x0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c', '\x0202020202020202020202020202020202020202020202020202020202020202', false, 'dan@example.com', '\x01a20f37633b7b71b1733eb443e8760d', 1700000000000, 1700600000000);
INSERT INTO audit (team_id, at, user_id, what, about, origin) VALUES ('\x0f76ded54fbb9d439e0e36d87fc783c2', 1700000000000, '\x01a20f37633b7b71b1733eb443e8760d', 'key-made', '0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b', '127.0.0.1');
