-- class: pg_event_trigger
-- kind: EVENT_TRIGGER
-- only if: pg_event_trigger e
SELECT e.oid AS _oid,
       quote_ident(e.evtname) AS _id,
       e.evtowner::regrole::text AS owner,
       e.evtevent AS event,
       e.evtfoid::regprocedure::text AS function,
       array_to_string(e.evttags, ', ') AS tags,
       CASE e.evtenabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' ELSE e.evtenabled::text END AS enabled
FROM pg_event_trigger e
