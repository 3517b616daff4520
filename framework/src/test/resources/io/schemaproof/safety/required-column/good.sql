-- good: rows of the former application get a value
ALTER TABLE orders ADD COLUMN channel text NOT NULL DEFAULT 'shop';
-- in a later release
ALTER TABLE orders ALTER COLUMN channel DROP DEFAULT;
