-- good: two migrations
ALTER TABLE orders ADD COLUMN discount numeric;
-- in the next migration
ALTER TABLE customers ADD COLUMN discount numeric;
