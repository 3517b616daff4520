-- good: two migrations, and the rows in batches
ALTER TABLE orders ADD COLUMN closed_at timestamptz;
-- in the next migration, which opens no transaction
DO $$ BEGIN
  LOOP
    UPDATE orders SET state = 'open' WHERE id IN (SELECT id FROM orders WHERE state = 'new' LIMIT 1000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $$;
