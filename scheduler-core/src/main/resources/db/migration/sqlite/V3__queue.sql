-- Executions that wait their turn, each job's in order: the queue is read from here page by page.
CREATE INDEX execution_waiting ON execution (job_id, id) WHERE status = 'pending' AND reason_code = 'waiting.turn';

CREATE TABLE backfill (
    id             INTEGER NOT NULL PRIMARY KEY,
    job_id         INTEGER NOT NULL REFERENCES job (id),
    job_name       TEXT    NOT NULL,
    from_time      INTEGER NOT NULL,
    to_time        INTEGER NOT NULL,
    max_concurrent INTEGER NOT NULL,
    params         TEXT,
    request_key    TEXT,
    request_hash   TEXT,
    fire_times     INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    made           INTEGER NOT NULL,
    cursor_time    INTEGER NOT NULL,
    status         TEXT    NOT NULL,
    finished_at    INTEGER
) STRICT;

CREATE INDEX backfill_of_job ON backfill (job_name, id);

CREATE INDEX backfill_running ON backfill (id) WHERE status = 'running';

CREATE INDEX backfill_request ON backfill (job_id, request_key) WHERE request_key IS NOT NULL;
