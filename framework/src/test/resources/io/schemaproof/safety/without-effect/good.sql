-- good, where the tool opens no transaction
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN discount numeric;
RESET lock_timeout;
