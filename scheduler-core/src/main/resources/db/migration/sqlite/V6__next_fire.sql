-- The next fire time has a table of its own: it changes with every fire, and a change writes the row anew. A definition is long; this row is not.
CREATE TABLE next_fire (
    job_id    INTEGER NOT NULL PRIMARY KEY REFERENCES job (id),
    fire_time INTEGER
) STRICT;

INSERT INTO next_fire (job_id, fire_time) SELECT id, next_fire FROM job;

ALTER TABLE job DROP COLUMN next_fire;
