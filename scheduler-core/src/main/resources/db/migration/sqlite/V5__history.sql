-- What retention asks for: how many finished executions a job has, since when, and which of them ended first.
CREATE INDEX execution_finished ON execution (job_id, finished_at, id) WHERE finished_at IS NOT NULL;
