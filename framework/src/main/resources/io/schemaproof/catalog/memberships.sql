-- class: pg_auth_members
-- kind: ROLE_MEMBERSHIP
-- only if: pg_auth_members a WHERE a.member >= 16384 OR a.roleid >= 16384 OR a.member = 10
SELECT quote_ident(m.rolname) || ' in ' || quote_ident(g.rolname)
           || ' granted by ' || coalesce(quote_ident(b.rolname), 'nobody') AS _id, --[16+]
       AS _id, --[-15]
       'ROLE' AS _parent_kind,
       quote_ident(m.rolname) AS _parent,
       CASE WHEN a.inherit_option THEN 'yes' ELSE 'no' END AS inherit_option, --[16+]
       CASE WHEN a.set_option THEN 'yes' ELSE 'no' END AS set_option, --[16+]
       coalesce(quote_ident(b.rolname), 'nobody') AS grantor,
       CASE WHEN a.admin_option THEN 'yes' ELSE 'no' END AS admin_option
FROM pg_auth_members a
JOIN pg_roles m ON m.oid = a.member
JOIN pg_roles g ON g.oid = a.roleid
LEFT JOIN pg_roles b ON b.oid = a.grantor
WHERE a.member >= 16384 OR a.roleid >= 16384 OR a.member = 10
