-- good, on 14.4
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
