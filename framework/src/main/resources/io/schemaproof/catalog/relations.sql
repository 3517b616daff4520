-- class: pg_class
SELECT c.oid AS _relation,
       c.relowner::regrole::text AS owner,
       CASE c.relpersistence WHEN 'u' THEN 'yes' END AS unlogged,
       CASE WHEN c.relam <> 0 THEN (SELECT quote_ident(m.amname) FROM pg_am m WHERE m.oid = c.relam) END AS access_method,
       CASE WHEN c.reltablespace <> 0 THEN (SELECT quote_ident(s.spcname) FROM pg_tablespace s WHERE s.oid = c.reltablespace) END AS tablespace,
       CASE WHEN c.reloptions IS NOT NULL THEN array_to_string(ARRAY(SELECT unnest(c.reloptions) ORDER BY 1), ', ') END AS options,
       o.options AS toast_options, --[unusual]
       CASE WHEN c.relkind IN ('r', 'p', 'm') THEN CASE c.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' WHEN 'i' THEN 'index' END END AS replica_identity,
       CASE WHEN c.relrowsecurity THEN 'enabled' END AS row_security,
       CASE WHEN c.relforcerowsecurity THEN 'yes' END AS row_security_forced,
       CASE WHEN c.reloftype <> 0 THEN c.reloftype::regtype::text END AS of_type,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
       CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS partition_bound, --[unusual]
       CASE WHEN c.relispartition THEN i.parents END AS partition_of, --[unusual]
       CASE WHEN NOT c.relispartition THEN i.parents END AS inherits, --[unusual]
       CASE WHEN i.detaching THEN 'yes' END AS detach_pending, --[unusual]
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS definition,
       CASE WHEN c.relkind = 'm' THEN CASE WHEN c.relispopulated THEN 'yes' ELSE 'no' END END AS populated,
       f.server, --[unusual]
       f.options AS foreign_options, --[unusual]
       t.privileges AS row_type_privileges, --[unusual]
       array_to_string(c.relacl, E'\n') AS _acl,
       CASE WHEN c.relacl IS NOT NULL THEN array_to_string(acldefault('r', c.relowner), E'\n') END AS _acldefault
FROM pg_class c
LEFT JOIN (SELECT h.inhrelid, string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno) AS parents, bool_or(h.inhdetachpending) AS detaching --[unusual]
           FROM pg_inherits h --[unusual]
           WHERE h.inhrelid = ANY (?::oid[]) --[changed unusual]
           GROUP BY h.inhrelid) i ON i.inhrelid = c.oid --[unusual]
LEFT JOIN (SELECT x.ftrelid, quote_ident(v.srvname) AS server, array_to_string(x.ftoptions, ', ') AS options --[unusual]
           FROM pg_foreign_table x JOIN pg_foreign_server v ON v.oid = x.ftserver) f ON f.ftrelid = c.oid --[unusual]
LEFT JOIN (SELECT q.oid, array_to_string(ARRAY(SELECT unnest(q.reloptions) ORDER BY 1), ', ') AS options --[unusual]
           FROM pg_class q WHERE q.relkind = 't' AND q.reloptions IS NOT NULL --[unusual]
             AND q.oid = ANY (ARRAY(SELECT m.reltoastrelid FROM pg_class m WHERE m.oid = ANY (?::oid[]))) --[changed unusual]
          ) o ON o.oid = c.reltoastrelid --[unusual]
LEFT JOIN (SELECT y.oid, array_to_string(y.typacl, ', ') AS privileges FROM pg_type y WHERE y.typacl IS NOT NULL --[unusual]
             AND y.oid = ANY (ARRAY(SELECT m.reltype FROM pg_class m WHERE m.oid = ANY (?::oid[]))) --[changed unusual]
          ) t ON t.oid = c.reltype --[unusual]
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'
  AND c.oid = ANY (?::oid[]) --[changed]
