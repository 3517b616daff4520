-- class: pg_subscription
-- kind: SUBSCRIPTION
-- only if: pg_subscription s WHERE s.oid >= 16384
-- The connection string may hold a password: only its digest leaves the server.
SELECT s.oid AS _oid,
       quote_ident(s.subname) AS _id,
       s.subowner::regrole::text AS owner,
       CASE WHEN s.subenabled THEN 'yes' ELSE 'no' END AS enabled,
       'digest ' || left(encode(sha256(convert_to(s.subconninfo, 'UTF8')), 'hex'), 16) AS connection, --[conninfo]
       s.subslotname::text AS slot,
       s.subsynccommit AS synchronous_commit,
       array_to_string(s.subpublications, ', ') AS publications,
       CASE WHEN s.subbinary THEN 'yes' END AS "binary",
       s.substream::text AS streaming,
       CASE s.subtwophasestate WHEN 'd' THEN NULL ELSE 'yes' END AS two_phase, --[15+]
       CASE WHEN s.subdisableonerr THEN 'yes' END AS disable_on_error, --[15+]
       CASE WHEN NOT s.subpasswordrequired THEN 'no' END AS password_required, --[16+]
       CASE WHEN s.subrunasowner THEN 'yes' END AS run_as_owner, --[16+]
       s.suborigin AS origin, --[16+]
       CASE WHEN s.subfailover THEN 'yes' END AS failover --[17+]
       NULL AS failover --[-16]
FROM pg_subscription s
WHERE s.subdbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
