SET LOCAL lock_timeout = '2s';
ALTER TABLE shelves DROP CONSTRAINT roomy;
