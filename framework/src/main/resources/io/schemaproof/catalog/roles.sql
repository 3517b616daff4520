-- class: pg_authid
-- kind: ROLE
-- The stored password is never shown, only whether it changed.
SELECT r.oid AS _oid,
       quote_ident(r.rolname) AS _id,
       CASE WHEN r.rolsuper THEN 'yes' END AS superuser,
       CASE WHEN NOT r.rolinherit THEN 'no' END AS inherit,
       CASE WHEN r.rolcreaterole THEN 'yes' END AS create_role,
       CASE WHEN r.rolcreatedb THEN 'yes' END AS create_database,
       CASE WHEN r.rolcanlogin THEN 'yes' ELSE 'no' END AS login,
       CASE WHEN r.rolreplication THEN 'yes' END AS replication,
       CASE WHEN r.rolbypassrls THEN 'yes' END AS bypass_row_security,
       nullif(r.rolconnlimit, -1)::text AS connection_limit,
       'set, digest ' || left(encode(sha256(convert_to(r.rolpassword, 'UTF8')), 'hex'), 16) AS password, --[authid]
       nullif(r.rolvaliduntil, 'infinity')::text AS valid_until
FROM pg_authid r --[authid]
FROM pg_roles r --[no-authid]
WHERE r.oid >= 16384 OR r.oid = 10
