-- good: another one first
CREATE UNIQUE INDEX CONCURRENTLY totals_by_state ON totals (state);
DROP INDEX CONCURRENTLY totals_state;
