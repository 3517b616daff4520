-- class: pg_type
-- only if: pg_type t WHERE t.oid >= 16384 AND t.typtype <> 'm' AND (t.typrelid = 0 OR (SELECT c.relkind FROM pg_class c WHERE c.oid = t.typrelid) = 'c') AND (t.typelem = 0 OR (SELECT y.typarray FROM pg_type y WHERE y.oid = t.typelem) IS DISTINCT FROM t.oid)
-- Array types and the row types of tables follow their owner and are left out.
SELECT t.oid AS _oid,
       CASE t.typtype WHEN 'd' THEN 'DOMAIN' WHEN 'e' THEN 'ENUM_TYPE' WHEN 'r' THEN 'RANGE_TYPE' WHEN 'c' THEN 'COMPOSITE_TYPE' ELSE 'TYPE' END AS _kind,
       format('%I.%I', n.nspname, t.typname) AS _id,
       'SCHEMA' AS _parent_kind,
       quote_ident(n.nspname) AS _parent,
       t.typowner::regrole::text AS owner,
       CASE WHEN NOT t.typisdefined THEN 'yes' END AS shell,
       CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base_type,
       CASE WHEN t.typtype = 'd' THEN CASE WHEN t.typnotnull THEN 'no' ELSE 'yes' END END AS nullable,
       CASE WHEN t.typtype = 'd' AND t.typcollation <> (SELECT b.typcollation FROM pg_type b WHERE b.oid = t.typbasetype) THEN t.typcollation::regcollation::text END AS collation,
       coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) AS "default",
       CASE WHEN t.typtype = 'e' THEN
           (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) END AS labels,
       CASE WHEN r.rngsubtype IS NOT NULL THEN format_type(r.rngsubtype, NULL) END AS subtype,
       CASE WHEN r.rngcollation <> 0 THEN r.rngcollation::regcollation::text END AS subtype_collation,
       (SELECT format('%I.%I', o.nspname, x.opcname) FROM pg_opclass x JOIN pg_namespace o ON o.oid = x.opcnamespace WHERE x.oid = r.rngsubopc) AS subtype_operator_class,
       CASE WHEN r.rngcanonical <> 0 THEN r.rngcanonical::regproc::text END AS canonical,
       CASE WHEN r.rngsubdiff <> 0 THEN r.rngsubdiff::regproc::text END AS subtype_difference,
       CASE WHEN r.rngmultitypid <> 0 THEN r.rngmultitypid::regtype::text END AS multirange,
       CASE WHEN t.typtype = 'b' THEN t.typlen::text END AS internal_length,
       CASE WHEN t.typtype = 'b' AND t.typbyval THEN 'yes' END AS passed_by_value,
       CASE WHEN t.typtype = 'b' THEN t.typcategory::text END AS category,
       CASE WHEN t.typtype = 'b' AND t.typispreferred THEN 'yes' END AS preferred,
       CASE WHEN t.typtype = 'b' THEN t.typdelim::text END AS delimiter,
       CASE WHEN t.typtype = 'b' AND t.typsubscript <> 0 THEN t.typsubscript::regproc::text END AS subscript,
       CASE WHEN t.typtype = 'b' AND t.typelem <> 0 THEN format_type(t.typelem, NULL) END AS element,
       CASE WHEN t.typtype = 'b' AND t.typinput <> 0 THEN t.typinput::regproc::text END AS input,
       CASE WHEN t.typtype = 'b' AND t.typoutput <> 0 THEN t.typoutput::regproc::text END AS output,
       CASE WHEN t.typtype = 'b' AND t.typreceive <> 0 THEN t.typreceive::regproc::text END AS receive,
       CASE WHEN t.typtype = 'b' AND t.typsend <> 0 THEN t.typsend::regproc::text END AS send,
       CASE WHEN t.typtype = 'b' AND t.typmodin <> 0 THEN t.typmodin::regproc::text END AS typmod_in,
       CASE WHEN t.typtype = 'b' AND t.typmodout <> 0 THEN t.typmodout::regproc::text END AS typmod_out,
       CASE WHEN t.typtype = 'b' AND t.typanalyze <> 0 THEN t.typanalyze::regproc::text END AS "analyze",
       CASE WHEN t.typtype = 'b' THEN t.typalign::text END AS alignment,
       CASE WHEN t.typtype = 'b' THEN t.typstorage::text END AS storage,
       CASE WHEN t.typtype = 'b' AND t.typcollation <> 0 THEN 'yes' END AS collatable,
       array_to_string(t.typacl, E'\n') AS _acl,
       array_to_string(acldefault('T', t.typowner), E'\n') AS _acldefault
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_range r ON r.rngtypid = t.oid
WHERE t.oid >= 16384
  AND t.typtype <> 'm'
  AND (t.typrelid = 0 OR EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
  AND (t.typelem = 0 OR NOT EXISTS (SELECT FROM pg_type y WHERE y.oid = t.typelem AND y.typarray = t.oid))
  AND n.nspname !~ '^pg_(toast|temp)'
