-- bad, while the application that runs leaves it out
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
