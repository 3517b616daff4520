-- bad
GRANT SELECT ON orders TO PUBLIC;
CREATE FUNCTION close(bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ UPDATE orders SET state = 'closed' WHERE id = $1 $$;
