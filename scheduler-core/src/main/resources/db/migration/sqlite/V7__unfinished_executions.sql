-- The ids of executions that are not final: what a start takes over.
CREATE TABLE unfinished_execution (
    execution_id INTEGER NOT NULL PRIMARY KEY REFERENCES execution (id)
) STRICT;

INSERT INTO unfinished_execution (execution_id)
SELECT id FROM execution WHERE status IN ('planned', 'pending', 'running');

DROP INDEX execution_unfinished;
