-- bad, on 14.3
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
