-- bad, where the column is there
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
