-- bad, where the application sends UPDATE open_orders
CREATE OR REPLACE VIEW open_orders AS SELECT DISTINCT id, number, note FROM orders WHERE state = 'open';
