-- schemaproof:allow safety.blocking-work shelves because there are few shelves
SET LOCAL lock_timeout = '2s';
ALTER TABLE shelves ADD CONSTRAINT roomy CHECK (room <> -77);
