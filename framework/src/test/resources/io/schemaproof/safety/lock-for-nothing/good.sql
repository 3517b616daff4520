-- good
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'note') THEN
    ALTER TABLE orders ADD COLUMN note text;
  END IF;
END $$;
