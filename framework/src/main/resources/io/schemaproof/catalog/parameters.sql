-- class: pg_parameter_acl
-- kind: PARAMETER
-- since: 15
-- only if: pg_parameter_acl p
SELECT p.oid AS _oid,
       quote_ident(p.parname) AS _id,
       array_to_string(p.paracl, E'\n') AS _acl,
       array_to_string(acldefault('p', 10), E'\n') AS _acldefault
FROM pg_parameter_acl p
