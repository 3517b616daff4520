-- good, in one transaction
CREATE FUNCTION orders_gross() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.gross := NEW.total * 1.2; RETURN NEW; END $$;
ALTER TABLE orders ALTER COLUMN gross DROP EXPRESSION;
CREATE TRIGGER orders_gross BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION orders_gross();
