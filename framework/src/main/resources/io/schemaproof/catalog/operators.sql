-- class: pg_operator
-- kind: OPERATOR
-- only if: pg_operator o WHERE o.oid >= 16384
SELECT o.oid AS _oid,
       format('%I.%s(%s, %s)', n.nspname, o.oprname,
              CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
              CASE WHEN o.oprright = 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END) AS _id,
       'SCHEMA' AS _parent_kind,
       quote_ident(n.nspname) AS _parent,
       o.oprowner::regrole::text AS owner,
       CASE o.oprkind WHEN 'b' THEN 'infix' WHEN 'l' THEN 'prefix' ELSE 'postfix' END AS notation,
       CASE WHEN o.oprresult <> 0 THEN format_type(o.oprresult, NULL) END AS returns,
       CASE WHEN o.oprcode <> 0 THEN o.oprcode::regprocedure::text ELSE 'none: a shell' END AS function,
       CASE WHEN o.oprcom <> 0 THEN o.oprcom::regoperator::text END AS commutator,
       CASE WHEN o.oprnegate <> 0 THEN o.oprnegate::regoperator::text END AS negator,
       CASE WHEN o.oprrest <> 0 THEN o.oprrest::regproc::text END AS restrict,
       CASE WHEN o.oprjoin <> 0 THEN o.oprjoin::regproc::text END AS "join",
       CASE WHEN o.oprcanhash THEN 'yes' END AS hashes,
       CASE WHEN o.oprcanmerge THEN 'yes' END AS merges
FROM pg_operator o
JOIN pg_namespace n ON n.oid = o.oprnamespace
WHERE o.oid >= 16384 AND n.nspname !~ '^pg_(toast|temp)'
