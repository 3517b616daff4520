-- class: pg_tablespace
-- kind: TABLESPACE
SELECT s.oid AS _oid,
       quote_ident(s.spcname) AS _id,
       s.spcowner::regrole::text AS owner,
       CASE WHEN s.oid >= 16384 THEN pg_tablespace_location(s.oid) END AS location,
       array_to_string(s.spcoptions, ', ') AS options,
       array_to_string(s.spcacl, E'\n') AS _acl,
       array_to_string(acldefault('t', s.spcowner), E'\n') AS _acldefault
FROM pg_tablespace s
