-- class: pg_language
-- kind: LANGUAGE
SELECT l.oid AS _oid,
       quote_ident(l.lanname) AS _id,
       l.lanowner::regrole::text AS owner,
       CASE WHEN l.lanpltrusted THEN 'yes' ELSE 'no' END AS trusted,
       l.lanplcallfoid::regproc::text AS handler,
       CASE WHEN l.laninline <> 0 THEN l.laninline::regproc::text END AS inline_handler,
       CASE WHEN l.lanvalidator <> 0 THEN l.lanvalidator::regproc::text END AS validator,
       array_to_string(l.lanacl, E'\n') AS _acl,
       array_to_string(acldefault('l', l.lanowner), E'\n') AS _acldefault
FROM pg_language l
WHERE l.lanispl
