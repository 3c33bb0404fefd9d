-- Which exception class, or "connection", an attempt failed of.
ALTER TABLE attempt ADD COLUMN error TEXT;

-- A letter waits while neither time is set.
ALTER TABLE dead_letter ADD COLUMN discarded_at INTEGER;
ALTER TABLE dead_letter ADD COLUMN note TEXT;

DROP INDEX dead_letter_waiting;
CREATE INDEX dead_letter_waiting ON dead_letter (id) WHERE redriven_at IS NULL AND discarded_at IS NULL;

-- Which act of a person began each further life of an execution; continued is "shard:attempt" with commas between them.
CREATE TABLE reopening (
    execution_id  INTEGER NOT NULL REFERENCES execution (id),
    fire_span_id  TEXT    NOT NULL,
    at            INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    continued     TEXT    NOT NULL,
    params_before TEXT,
    params_after  TEXT,
    PRIMARY KEY (execution_id, fire_span_id)
) STRICT, WITHOUT ROWID;

-- Random bytes in hex that must outlive the process, by what they are for.
CREATE TABLE server_key (
    purpose TEXT NOT NULL PRIMARY KEY,
    value   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
