-- bad, where the role reporting reads the view
DROP VIEW customer_totals;
CREATE VIEW customer_totals AS SELECT customer_id, sum(total) AS total, count(*) AS orders FROM orders GROUP BY customer_id;
