-- good: who means the orders deletes them, and finds them by an index
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
