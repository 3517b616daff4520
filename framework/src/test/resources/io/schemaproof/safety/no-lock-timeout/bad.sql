-- bad
ALTER TABLE orders ADD COLUMN discount numeric;
