-- bad
DROP TABLE customers CASCADE;
