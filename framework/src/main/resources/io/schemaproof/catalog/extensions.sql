-- class: pg_extension
-- kind: EXTENSION
SELECT e.oid AS _oid,
       quote_ident(e.extname) AS _id,
       e.extowner::regrole::text AS owner,
       e.extnamespace::regnamespace::text AS schema,
       e.extversion AS version,
       CASE WHEN e.extrelocatable THEN 'yes' ELSE 'no' END AS relocatable,
       CASE WHEN e.extconfig IS NOT NULL THEN
           (SELECT string_agg(u.relation::regclass::text || coalesce(' ' || nullif(u.condition, ''), ''), ', ' ORDER BY u.relation::regclass::text)
            FROM unnest(e.extconfig, e.extcondition) AS u(relation, condition)) END AS configuration_tables
FROM pg_extension e
