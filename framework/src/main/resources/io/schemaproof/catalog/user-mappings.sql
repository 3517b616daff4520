-- class: pg_user_mapping
-- kind: USER_MAPPING
-- only if: pg_foreign_server s
-- Values may be passwords: only their digest leaves the server.
SELECT
       u.oid AS _oid, --[mapping]
       u.umid AS _oid, --[no-mapping]
       format('%s ON %I', CASE WHEN u.umuser = 0 THEN 'PUBLIC' ELSE u.umuser::regrole::text END, s.srvname) AS _id,
       'SERVER' AS _parent_kind,
       quote_ident(s.srvname) AS _parent,
       CASE WHEN u.umoptions IS NOT NULL THEN
           (SELECT string_agg(quote_ident(split_part(o.option, '=', 1)) || ' digest ' || left(encode(sha256(convert_to(o.option, 'UTF8')), 'hex'), 16), ', ' ORDER BY o.option)
            FROM unnest(u.umoptions) AS o(option)) END AS options
FROM pg_user_mapping u --[mapping]
FROM pg_user_mappings u --[no-mapping]
JOIN pg_foreign_server s ON s.oid = u.umserver --[mapping]
JOIN pg_foreign_server s ON s.oid = u.srvid --[no-mapping]
