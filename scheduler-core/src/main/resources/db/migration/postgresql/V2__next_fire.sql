-- The next fire time has a table of its own: it changes with every fire, and a change writes the row anew, in PostgreSQL a
-- whole page after each checkpoint. A definition is long; this row is not.
CREATE TABLE next_fire (
    job_id    BIGINT NOT NULL PRIMARY KEY,
    fire_time BIGINT
) WITH (fillfactor = 50);

INSERT INTO next_fire (job_id, fire_time) SELECT id, next_fire FROM job ORDER BY id;

ALTER TABLE job DROP COLUMN next_fire;

ALTER TABLE job RESET (fillfactor);
