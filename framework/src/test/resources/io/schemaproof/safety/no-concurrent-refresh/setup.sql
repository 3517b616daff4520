CREATE MATERIALIZED VIEW totals AS SELECT state, sum(total) AS total FROM orders GROUP BY state;
CREATE UNIQUE INDEX totals_state ON totals (state);
