-- good: another view for those who only read
CREATE VIEW open_orders_once AS SELECT DISTINCT id, number, note FROM orders WHERE state = 'open';
