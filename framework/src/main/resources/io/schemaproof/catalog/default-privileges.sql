-- class: pg_default_acl
-- kind: DEFAULT_PRIVILEGES
-- only if: pg_default_acl d
SELECT d.oid AS _oid,
       format('%s for role %s%s',
              CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' WHEN 'L' THEN 'large objects' ELSE d.defaclobjtype::text END,
              d.defaclrole::regrole, CASE WHEN d.defaclnamespace <> 0 THEN ' in schema ' || d.defaclnamespace::regnamespace ELSE '' END) AS _id,
       CASE WHEN d.defaclnamespace <> 0 THEN 'SCHEMA' END AS _parent_kind,
       CASE WHEN d.defaclnamespace <> 0 THEN d.defaclnamespace::regnamespace::text END AS _parent,
       array_to_string(d.defaclacl, E'\n') AS _acl,
       '' AS _acldefault
FROM pg_default_acl d
