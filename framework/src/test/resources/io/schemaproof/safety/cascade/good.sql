-- good: what was forgotten stops the migration
DROP VIEW customer_totals;
ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey;
DROP TABLE customers;
