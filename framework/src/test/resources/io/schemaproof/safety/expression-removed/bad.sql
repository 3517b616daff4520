-- bad, while the application that runs leaves it to the server
ALTER TABLE orders ALTER COLUMN gross DROP EXPRESSION;
