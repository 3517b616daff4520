-- bad
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);
CREATE INDEX orders_customer ON orders (customer_id);
ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;
