-- good, in one transaction
GRANT SELECT ON orders TO reporting;
CREATE FUNCTION close(bigint) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ UPDATE orders SET state = 'closed' WHERE id = $1 $$;
REVOKE EXECUTE ON FUNCTION close FROM PUBLIC;
GRANT EXECUTE ON FUNCTION close TO shop;
