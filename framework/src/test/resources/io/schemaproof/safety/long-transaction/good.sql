-- good: two migrations
CREATE TABLE old_orders AS SELECT * FROM orders WHERE created_at < '2020-01-01';
-- in the next migration
CREATE TABLE old_customers AS SELECT * FROM customers WHERE id < 1000;
