-- class: pg_amproc
-- kind: OPERATOR_FAMILY_MEMBER
-- only if: pg_amproc o WHERE o.oid >= 16384
SELECT o.oid AS _oid,
       format('%I.%I USING %I function %s (%s, %s)', n.nspname, f.opfname, a.amname, o.amprocnum, format_type(o.amproclefttype, NULL), format_type(o.amprocrighttype, NULL)) AS _id,
       'OPERATOR_FAMILY' AS _parent_kind,
       format('%I.%I USING %I', n.nspname, f.opfname, a.amname) AS _parent,
       o.amproc::regprocedure::text AS function,
       (SELECT format('%I.%I', cn.nspname, c.opcname) FROM pg_depend d JOIN pg_opclass c ON c.oid = d.refobjid JOIN pg_namespace cn ON cn.oid = c.opcnamespace
        WHERE d.classid = 'pg_amproc'::regclass AND d.objid = o.oid AND d.refclassid = 'pg_opclass'::regclass LIMIT 1) AS operator_class
FROM pg_amproc o
JOIN pg_opfamily f ON f.oid = o.amprocfamily
JOIN pg_namespace n ON n.oid = f.opfnamespace
JOIN pg_am a ON a.oid = f.opfmethod
WHERE o.oid >= 16384
