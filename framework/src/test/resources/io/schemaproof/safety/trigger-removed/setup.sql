CREATE TABLE order_log (order_id bigint, at timestamptz);
CREATE FUNCTION orders_log() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO order_log VALUES (NEW.id, now()); RETURN NULL; END $$;
CREATE TRIGGER orders_log AFTER INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION orders_log();
