-- good: one, in which nobody waits
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID,
    ADD CONSTRAINT known CHECK (customer_id IS NOT NULL) NOT VALID;
-- in the next migration
ALTER TABLE orders VALIDATE CONSTRAINT positive, VALIDATE CONSTRAINT known;
-- in the one after that
ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;
