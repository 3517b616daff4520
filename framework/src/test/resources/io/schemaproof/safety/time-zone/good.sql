-- good, where the values are meant as UTC
SET LOCAL TimeZone = 'UTC';
ALTER TABLE orders ALTER COLUMN created_at TYPE timestamp;
