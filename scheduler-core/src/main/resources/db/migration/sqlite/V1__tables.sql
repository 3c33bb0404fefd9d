-- INTEGER is 64 bits wide here (BIGINT elsewhere); instants are epoch milliseconds, text compares byte by byte.

CREATE TABLE epoch (
    id    INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    value INTEGER NOT NULL
) STRICT;

INSERT INTO epoch (id, value) VALUES (1, 0);

-- A deleted job keeps its row for its history; its name becomes null, so that the name can be used again.
CREATE TABLE job (
    id         INTEGER NOT NULL PRIMARY KEY,
    name       TEXT UNIQUE,
    definition TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    next_fire  INTEGER,
    deleted_at INTEGER,
    CHECK ((name IS NULL) = (deleted_at IS NOT NULL))
) STRICT;

CREATE TABLE execution (
    id              INTEGER NOT NULL PRIMARY KEY,
    job_id          INTEGER NOT NULL REFERENCES job (id),
    job_name        TEXT    NOT NULL,
    job_version     INTEGER NOT NULL,
    fire_key        TEXT    NOT NULL,
    fire_time       INTEGER NOT NULL,
    triggered_by    TEXT    NOT NULL,
    status          TEXT    NOT NULL,
    trace_id        TEXT    NOT NULL UNIQUE,
    fire_span_id    TEXT    NOT NULL,
    params          TEXT    NOT NULL,
    request_hash    TEXT,
    created_at      INTEGER NOT NULL,
    started_at      INTEGER,
    finished_at     INTEGER,
    reason_code     TEXT,
    reason_sentence TEXT,
    UNIQUE (job_id, fire_key)
) STRICT;

CREATE INDEX execution_unfinished ON execution (id) WHERE status IN ('planned', 'pending', 'running');

CREATE INDEX execution_of_job ON execution (job_name, id);

CREATE TABLE shard_run (
    execution_id INTEGER NOT NULL REFERENCES execution (id),
    shard_index  INTEGER NOT NULL,
    shard_total  INTEGER NOT NULL,
    start_id     INTEGER,
    end_id       INTEGER,
    status       TEXT    NOT NULL,
    retry_at     INTEGER,
    checkpoint   TEXT,
    budget_from  INTEGER NOT NULL,
    PRIMARY KEY (execution_id, shard_index)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempt (
    execution_id  INTEGER NOT NULL,
    shard_index   INTEGER NOT NULL,
    number        INTEGER NOT NULL,
    instance      TEXT,
    fencing_token INTEGER NOT NULL,
    span_id       TEXT    NOT NULL,
    status        TEXT    NOT NULL,
    started_at    INTEGER NOT NULL,
    deadline      INTEGER NOT NULL,
    finished_at   INTEGER,
    http_status   INTEGER,
    message       TEXT,
    PRIMARY KEY (execution_id, shard_index, number),
    FOREIGN KEY (execution_id, shard_index) REFERENCES shard_run (execution_id, shard_index)
) STRICT, WITHOUT ROWID;

-- attempts is how many the execution had had by then: it tells the failures of one execution apart. Letters are never
-- removed, so that ids need no AUTOINCREMENT, which would skip one for every repeated write.
CREATE TABLE dead_letter (
    id              INTEGER NOT NULL PRIMARY KEY,
    execution_id    INTEGER NOT NULL REFERENCES execution (id),
    attempts        INTEGER NOT NULL,
    reason_code     TEXT    NOT NULL,
    reason_sentence TEXT    NOT NULL,
    created_at      INTEGER NOT NULL,
    redriven_at     INTEGER,
    UNIQUE (execution_id, attempts)
) STRICT;

CREATE INDEX dead_letter_waiting ON dead_letter (id) WHERE redriven_at IS NULL;
