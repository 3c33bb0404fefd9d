-- The next fire time has a table of its own: it changes with every fire, and a change writes the row anew. A definition is long; this row is not.
-- Each statement commits by itself here; the first two can be repeated.
CREATE TABLE IF NOT EXISTS next_fire (
    job_id    BIGINT NOT NULL PRIMARY KEY,
    fire_time BIGINT
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT IGNORE INTO next_fire (job_id, fire_time) SELECT id, next_fire FROM job;

ALTER TABLE job DROP COLUMN next_fire;
