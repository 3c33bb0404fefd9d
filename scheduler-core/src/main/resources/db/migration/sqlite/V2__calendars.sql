-- A job names its calendar within its definition; the engine, which knows both, refuses to delete one that is named.
CREATE TABLE calendar (
    name       TEXT NOT NULL PRIMARY KEY,
    definition TEXT NOT NULL
) STRICT, WITHOUT ROWID;
