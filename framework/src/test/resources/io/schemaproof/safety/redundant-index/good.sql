-- good
CREATE INDEX events_kind_at ON events (kind, at);
