-- class: pg_database
-- kind: DATABASE
-- The name is left out: two databases made by one script are equal.
SELECT d.oid AS _oid,
       'current' AS _id,
       d.datdba::regrole::text AS owner,
       pg_encoding_to_char(d.encoding) AS encoding,
       d.datcollate AS collation,
       d.datctype AS character_type,
       CASE d.datlocprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE d.datlocprovider::text END AS locale_provider, --[15+]
       d.daticulocale AS locale, --[15-16]
       d.datlocale AS locale, --[17+]
       d.daticurules AS icu_rules, --[16+]
       nullif(d.datconnlimit, -1)::text AS connection_limit,
       CASE WHEN NOT d.datallowconn THEN 'no' END AS allow_connections,
       CASE WHEN d.datistemplate THEN 'yes' END AS is_template,
       (SELECT quote_ident(t.spcname) FROM pg_tablespace t WHERE t.oid = d.dattablespace) AS tablespace,
       array_to_string(d.datacl, E'\n') AS _acl,
       array_to_string(acldefault('d', d.datdba), E'\n') AS _acldefault
FROM pg_database d
WHERE d.datname = current_database()
