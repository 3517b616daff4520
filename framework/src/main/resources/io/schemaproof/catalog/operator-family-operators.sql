-- class: pg_amop
-- kind: OPERATOR_FAMILY_MEMBER
-- only if: pg_amop o WHERE o.oid >= 16384
SELECT o.oid AS _oid,
       format('%I.%I USING %I operator %s (%s, %s)%s', n.nspname, f.opfname, a.amname, o.amopstrategy, format_type(o.amoplefttype, NULL), format_type(o.amoprighttype, NULL),
              CASE o.amoppurpose WHEN 's' THEN '' ELSE ' for ordering' END) AS _id,
       'OPERATOR_FAMILY' AS _parent_kind,
       format('%I.%I USING %I', n.nspname, f.opfname, a.amname) AS _parent,
       o.amopopr::regoperator::text AS operator,
       CASE WHEN o.amopsortfamily <> 0 THEN
           (SELECT format('%I.%I', sn.nspname, s.opfname) FROM pg_opfamily s JOIN pg_namespace sn ON sn.oid = s.opfnamespace WHERE s.oid = o.amopsortfamily) END AS sort_family,
       (SELECT format('%I.%I', cn.nspname, c.opcname) FROM pg_depend d JOIN pg_opclass c ON c.oid = d.refobjid JOIN pg_namespace cn ON cn.oid = c.opcnamespace
        WHERE d.classid = 'pg_amop'::regclass AND d.objid = o.oid AND d.refclassid = 'pg_opclass'::regclass LIMIT 1) AS operator_class
FROM pg_amop o
JOIN pg_opfamily f ON f.oid = o.amopfamily
JOIN pg_namespace n ON n.oid = f.opfnamespace
JOIN pg_am a ON a.oid = o.amopmethod
WHERE o.oid >= 16384
