-- good: a column of its own, which the application that runs does not read
ALTER TABLE orders ADD COLUMN closed_at timestamptz;
