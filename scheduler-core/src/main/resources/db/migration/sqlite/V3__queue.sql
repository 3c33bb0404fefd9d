-- Executions that wait their turn, each job's in order: the queue is read from here page by page.
CREATE INDEX execution_waiting ON execution (job_id, id) WHERE status = 'pending' AND reason_code = 'waiting.turn';
