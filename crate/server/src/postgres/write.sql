-- All rows of a batch at once, as arrays: one question to a database that may be far away.
WITH counted AS (
    UPDATE team SET
        clock = coalesce($2, clock),
        access = access + $3,
        happened = happened + $4,
        changes = changes + 1
    WHERE id = $1
    RETURNING happened - $4 AS before
),
records AS (
    INSERT INTO record (team_id, kind, id, scope, bytes, deleted_at)
    SELECT $1, * FROM unnest($5::smallint[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bigint[])
    ON CONFLICT (team_id, kind, id) DO UPDATE SET
        scope = excluded.scope, bytes = excluded.bytes, deleted_at = excluded.deleted_at
),
heads AS (
    INSERT INTO head (team_id, scope, version)
    SELECT $1, * FROM unnest($10::bytea[], $11::bigint[])
    ON CONFLICT (team_id, scope) DO UPDATE SET version = excluded.version
),
entries AS (
    INSERT INTO log (team_id, scope, version, bytes)
    SELECT $1, * FROM unnest($12::bytea[], $13::bigint[], $14::bytea[])
),
clients AS (
    INSERT INTO client (team_id, id, user_id, last_seq)
    SELECT $1, * FROM unnest($15::bytea[], $16::bytea[], $17::bigint[])
    ON CONFLICT (team_id, id) DO UPDATE SET
        user_id = excluded.user_id, last_seq = excluded.last_seq
),
refusals AS (
    INSERT INTO refusal (team_id, client_id, seq, bytes)
    SELECT $1, * FROM unnest($18::bytea[], $19::bigint[], $20::bytea[])
)
INSERT INTO happening (team_id, number, scope, kind, id, bytes)
SELECT $1, counted.before + happened.place, happened.scope, happened.kind, happened.id, happened.bytes
FROM counted, unnest($21::bytea[], $22::smallint[], $23::bytea[], $24::bytea[])
    WITH ORDINALITY AS happened (scope, kind, id, bytes, place)
