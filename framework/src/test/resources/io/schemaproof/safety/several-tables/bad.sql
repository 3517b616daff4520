-- bad, in one transaction
ALTER TABLE orders ADD COLUMN discount numeric;
ALTER TABLE customers ADD COLUMN discount numeric;
