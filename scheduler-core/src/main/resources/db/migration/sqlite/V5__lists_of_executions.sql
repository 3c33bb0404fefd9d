-- The ids of executions that are not final: what a start takes over.
CREATE TABLE unfinished_execution (
    execution_id INTEGER NOT NULL PRIMARY KEY REFERENCES execution (id)
) STRICT;

INSERT INTO unfinished_execution (execution_id)
SELECT id FROM execution WHERE status IN ('planned', 'pending', 'running');

-- Executions that wait their turn, each job's in order: the queue is read from here page by page.
CREATE TABLE waiting_execution (
    job_id       INTEGER NOT NULL,
    execution_id INTEGER NOT NULL REFERENCES execution (id),
    PRIMARY KEY (job_id, execution_id)
) STRICT, WITHOUT ROWID;

INSERT INTO waiting_execution (job_id, execution_id)
SELECT job_id, id FROM execution WHERE status = 'pending' AND reason_code = 'waiting.turn';

DROP INDEX execution_unfinished;

DROP INDEX execution_waiting;
