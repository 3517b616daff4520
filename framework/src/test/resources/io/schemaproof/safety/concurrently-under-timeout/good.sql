-- good
SET lock_timeout = 0;
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
RESET lock_timeout;
