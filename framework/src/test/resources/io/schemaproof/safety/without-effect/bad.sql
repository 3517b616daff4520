-- bad, where the tool opens no transaction
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN discount numeric;
