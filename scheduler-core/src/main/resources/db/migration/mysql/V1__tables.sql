-- Instants are epoch milliseconds. Text compares byte by byte. Nothing refers to another table with a constraint: the
-- writer asks for what must be there, and a constraint would lock a row for each row written (docs/adr/0005).

CREATE TABLE epoch (
    id    INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    value BIGINT  NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO epoch (id, value) VALUES (1, 0);

-- Which process is active, and until when nobody else may be, by this server's clock.
CREATE TABLE active_node (
    id          INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    holder      VARCHAR(300),
    lease_until BIGINT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO active_node (id, holder, lease_until) VALUES (1, NULL, 0);

-- A deleted job keeps its row for its history; its name becomes null, so that the name can be used again.
CREATE TABLE job (
    id         BIGINT       NOT NULL PRIMARY KEY,
    name       VARCHAR(200) UNIQUE,
    definition LONGTEXT     NOT NULL,
    version    BIGINT       NOT NULL,
    created_at BIGINT       NOT NULL,
    updated_at BIGINT       NOT NULL,
    next_fire  BIGINT,
    deleted_at BIGINT,
    CHECK ((name IS NULL) = (deleted_at IS NOT NULL))
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A job names its calendar within its definition; the engine, which knows both, refuses to delete one that is named.
CREATE TABLE calendar (
    name       VARCHAR(200) NOT NULL PRIMARY KEY,
    definition LONGTEXT     NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE execution (
    id              BIGINT       NOT NULL PRIMARY KEY,
    job_id          BIGINT       NOT NULL,
    job_name        VARCHAR(200) NOT NULL,
    job_version     BIGINT       NOT NULL,
    fire_key        VARCHAR(255) NOT NULL,
    fire_time       BIGINT       NOT NULL,
    triggered_by    VARCHAR(32)  NOT NULL,
    status          VARCHAR(32)  NOT NULL,
    trace_id        VARCHAR(32)  NOT NULL,
    fire_span_id    VARCHAR(16)  NOT NULL,
    params          LONGTEXT     NOT NULL,
    request_hash    VARCHAR(64),
    created_at      BIGINT       NOT NULL,
    started_at      BIGINT,
    finished_at     BIGINT,
    reason_code     VARCHAR(200),
    reason_sentence LONGTEXT,
    UNIQUE execution_of_fire (job_id, fire_key),
    INDEX execution_of_job (job_name, id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The ids of executions that are not final: what a start takes over.
CREATE TABLE unfinished_execution (
    execution_id BIGINT NOT NULL PRIMARY KEY
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Executions that wait their turn, each job's in order: the queue is read from here page by page.
CREATE TABLE waiting_execution (
    job_id       BIGINT NOT NULL,
    execution_id BIGINT NOT NULL,
    PRIMARY KEY (job_id, execution_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE shard_run (
    execution_id BIGINT      NOT NULL,
    shard_index  INTEGER     NOT NULL,
    shard_total  INTEGER     NOT NULL,
    start_id     BIGINT,
    end_id       BIGINT,
    status       VARCHAR(32) NOT NULL,
    retry_at     BIGINT,
    checkpoint   LONGTEXT,
    budget_from  INTEGER     NOT NULL,
    PRIMARY KEY (execution_id, shard_index)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE attempt (
    execution_id  BIGINT      NOT NULL,
    shard_index   INTEGER     NOT NULL,
    number        INTEGER     NOT NULL,
    instance      LONGTEXT,
    fencing_token BIGINT      NOT NULL,
    span_id       VARCHAR(16) NOT NULL,
    status        VARCHAR(32) NOT NULL,
    started_at    BIGINT      NOT NULL,
    deadline      BIGINT      NOT NULL,
    finished_at   BIGINT,
    http_status   INTEGER,
    message       LONGTEXT,
    PRIMARY KEY (execution_id, shard_index, number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- attempts is how many the execution had had by then: it tells the failures of one execution apart. A repeated write may
-- skip an id. Letters that wait have no redriven_at, and nulls stand together in the index.
CREATE TABLE dead_letter (
    id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    execution_id    BIGINT       NOT NULL,
    attempts        INTEGER      NOT NULL,
    reason_code     VARCHAR(200) NOT NULL,
    reason_sentence LONGTEXT     NOT NULL,
    created_at      BIGINT       NOT NULL,
    redriven_at     BIGINT,
    UNIQUE dead_letter_of_failure (execution_id, attempts),
    INDEX dead_letter_waiting (redriven_at, id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How far each backfill has come; what it has made are executions.
CREATE TABLE backfill (
    id             BIGINT NOT NULL PRIMARY KEY,
    job_id         BIGINT NOT NULL,
    job_name       VARCHAR(200) NOT NULL,
    from_time      BIGINT NOT NULL,
    to_time        BIGINT NOT NULL,
    max_concurrent INTEGER NOT NULL,
    params         LONGTEXT,
    request_key    VARCHAR(255),
    request_hash   VARCHAR(64),
    fire_times     INTEGER NOT NULL,
    created_at     BIGINT NOT NULL,
    made           INTEGER NOT NULL,
    cursor_time    BIGINT NOT NULL,
    status         VARCHAR(32) NOT NULL,
    finished_at    BIGINT,
    INDEX backfill_of_job (job_name, id),
    INDEX backfill_running (status, id),
    INDEX backfill_request (job_id, request_key)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
