-- bad: two passes
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);
ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;
