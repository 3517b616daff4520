-- bad, perhaps
CREATE TABLE old_orders AS SELECT * FROM orders WHERE created_at < '2020-01-01';
CREATE TABLE old_customers AS SELECT * FROM customers WHERE id < 1000;
