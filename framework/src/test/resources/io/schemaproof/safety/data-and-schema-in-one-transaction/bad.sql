-- bad
BEGIN;
UPDATE orders SET state = 'open' WHERE state = 'new';
ALTER TABLE orders ADD COLUMN closed_at timestamptz;
COMMIT;
