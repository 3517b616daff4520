-- bad: INSERT … ON CONFLICT (number) fails from now on
ALTER TABLE orders DROP CONSTRAINT orders_number_key;
