-- good: another one does it instead
CREATE TRIGGER log_orders AFTER INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION orders_log();
DROP TRIGGER orders_log ON orders;
