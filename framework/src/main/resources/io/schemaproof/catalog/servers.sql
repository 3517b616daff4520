-- class: pg_foreign_server
-- kind: SERVER
-- only if: pg_foreign_server s
SELECT s.oid AS _oid,
       quote_ident(s.srvname) AS _id,
       'FOREIGN_DATA_WRAPPER' AS _parent_kind,
       quote_ident(f.fdwname) AS _parent,
       quote_ident(f.fdwname) AS foreign_data_wrapper,
       s.srvowner::regrole::text AS owner,
       s.srvtype AS type,
       s.srvversion AS version,
       array_to_string(s.srvoptions, ', ') AS options,
       array_to_string(s.srvacl, E'\n') AS _acl,
       array_to_string(acldefault('S', s.srvowner), E'\n') AS _acldefault
FROM pg_foreign_server s
JOIN pg_foreign_data_wrapper f ON f.oid = s.srvfdw
