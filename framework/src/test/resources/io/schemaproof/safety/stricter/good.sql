-- good, in a later release
-- schemaproof:allow safety.stricter orders because the release that runs in production always writes it
ALTER TABLE orders ADD CONSTRAINT known CHECK (customer_id IS NOT NULL) NOT VALID;
-- in the next migration
ALTER TABLE orders VALIDATE CONSTRAINT known;
-- in the one after that
ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;
