-- class: pg_collation
-- kind: COLLATION
-- only if: pg_collation c WHERE c.oid >= 16384
SELECT c.oid AS _oid,
       format('%I.%I', n.nspname, c.collname) AS _id,
       'SCHEMA' AS _parent_kind,
       quote_ident(n.nspname) AS _parent,
       c.collowner::regrole::text AS owner,
       CASE c.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' WHEN 'd' THEN 'default' ELSE c.collprovider::text END AS provider,
       CASE WHEN c.collisdeterministic THEN 'yes' ELSE 'no' END AS deterministic,
       CASE WHEN c.collencoding >= 0 THEN pg_encoding_to_char(c.collencoding) END AS encoding,
       c.collcollate::text AS collation,
       c.collctype::text AS character_type,
       c.colliculocale AS locale, --[15-16]
       c.colllocale AS locale, --[17+]
       c.collicurules AS icu_rules --[16+]
       NULL AS icu_rules --[-15]
FROM pg_collation c
JOIN pg_namespace n ON n.oid = c.collnamespace
WHERE c.oid >= 16384 AND n.nspname !~ '^pg_(toast|temp)'
