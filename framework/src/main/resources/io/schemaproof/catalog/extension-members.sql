-- class: pg_depend
SELECT d.classid::regclass::text, d.objid, quote_ident(e.extname), d.deptype::text
FROM pg_extension e
JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND d.deptype IN ('e', 'x')
