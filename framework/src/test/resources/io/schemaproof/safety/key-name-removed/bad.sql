-- bad, while the application that runs says ON CONFLICT ON CONSTRAINT orders_number_key
ALTER TABLE orders RENAME CONSTRAINT orders_number_key TO uq_orders_number;
