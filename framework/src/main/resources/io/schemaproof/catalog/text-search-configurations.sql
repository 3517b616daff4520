-- class: pg_ts_config
-- kind: TEXT_SEARCH_CONFIGURATION
-- only if: pg_ts_config c WHERE c.oid >= 16384
SELECT c.oid AS _oid,
       format('%I.%I', n.nspname, c.cfgname) AS _id,
       'SCHEMA' AS _parent_kind,
       quote_ident(n.nspname) AS _parent,
       c.cfgowner::regrole::text AS owner,
       (SELECT format('%I.%I', o.nspname, p.prsname) FROM pg_ts_parser p JOIN pg_namespace o ON o.oid = p.prsnamespace WHERE p.oid = c.cfgparser) AS parser,
       (SELECT string_agg(m.line, E'\n' ORDER BY m.line)
        FROM (SELECT y.alias || ': ' || string_agg(x.mapdict::regdictionary::text, ', ' ORDER BY x.mapseqno) AS line
              FROM pg_ts_config_map x JOIN ts_token_type(c.cfgparser) y ON y.tokid = x.maptokentype
              WHERE x.mapcfg = c.oid GROUP BY y.alias) m) AS mappings
FROM pg_ts_config c
JOIN pg_namespace n ON n.oid = c.cfgnamespace
WHERE c.oid >= 16384 AND n.nspname !~ '^pg_(toast|temp)'
