-- class: pg_foreign_data_wrapper
-- kind: FOREIGN_DATA_WRAPPER
-- only if: pg_foreign_data_wrapper f
SELECT f.oid AS _oid,
       quote_ident(f.fdwname) AS _id,
       f.fdwowner::regrole::text AS owner,
       CASE WHEN f.fdwhandler <> 0 THEN f.fdwhandler::regproc::text END AS handler,
       CASE WHEN f.fdwvalidator <> 0 THEN f.fdwvalidator::regproc::text END AS validator,
       array_to_string(f.fdwoptions, ', ') AS options,
       array_to_string(f.fdwacl, E'\n') AS _acl,
       array_to_string(acldefault('F', f.fdwowner), E'\n') AS _acldefault
FROM pg_foreign_data_wrapper f
