-- class: pg_namespace
-- kind: SCHEMA
SELECT n.oid AS _oid,
       quote_ident(n.nspname) AS _id,
       n.nspowner::regrole::text AS owner,
       array_to_string(n.nspacl, E'\n') AS _acl,
       array_to_string(acldefault('n', n.nspowner), E'\n') AS _acldefault
FROM pg_namespace n
WHERE (n.oid >= 16384 OR n.nspname = 'public') AND n.nspname !~ '^pg_(toast|temp)'
