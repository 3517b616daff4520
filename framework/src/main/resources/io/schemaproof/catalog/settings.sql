-- class: pg_db_role_setting
-- only if: pg_db_role_setting s
-- Settings of this database, of a role in it, and of a role everywhere.
SELECT CASE WHEN s.setdatabase = 0 THEN 'ROLE_SETTING' ELSE 'DATABASE_SETTING' END AS _kind,
       CASE WHEN s.setrole = 0 THEN quote_ident(split_part(u.setting, '=', 1))
            ELSE s.setrole::regrole::text || '.' || quote_ident(split_part(u.setting, '=', 1)) END AS _id,
       CASE WHEN s.setrole = 0 OR s.setdatabase <> 0 THEN 'DATABASE' ELSE 'ROLE' END AS _parent_kind,
       CASE WHEN s.setrole = 0 OR s.setdatabase <> 0 THEN 'current' ELSE s.setrole::regrole::text END AS _parent,
       substr(u.setting, strpos(u.setting, '=') + 1) AS value
FROM pg_db_role_setting s, unnest(s.setconfig) AS u(setting)
WHERE s.setdatabase IN (0, (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()))
