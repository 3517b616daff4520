-- good: what is new has a name of its own
CREATE OR REPLACE VIEW customer_totals AS
    SELECT customer_id, sum(total) AS total, sum(total)::text AS shown FROM orders GROUP BY customer_id;
