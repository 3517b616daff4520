-- class: pg_largeobject
-- kind: LARGE_OBJECT
-- only if: pg_largeobject_metadata l
-- The number is the name a user gave or was given, not an OID of the catalogue.
SELECT l.oid AS _oid,
       l.oid::text AS _id,
       l.lomowner::regrole::text AS owner,
       array_to_string(l.lomacl, E'\n') AS _acl,
       array_to_string(acldefault('L', l.lomowner), E'\n') AS _acldefault
FROM pg_largeobject_metadata l
