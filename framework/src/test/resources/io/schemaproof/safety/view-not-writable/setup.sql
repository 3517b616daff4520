CREATE VIEW open_orders AS SELECT id, number, note FROM orders WHERE state = 'open';
