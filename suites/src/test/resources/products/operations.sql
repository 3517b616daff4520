-- name: unfinished_jobs
SELECT id, shop, started_at FROM processing_jobs WHERE status <> 'completed';

-- name: issues_of_a_job
SELECT * FROM processing_issues WHERE job_id = :job;
