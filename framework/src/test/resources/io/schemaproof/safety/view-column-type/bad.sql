-- bad, while the application that runs reads a number
DROP VIEW customer_totals;
CREATE VIEW customer_totals AS SELECT customer_id, sum(total)::text AS total FROM orders GROUP BY customer_id;
