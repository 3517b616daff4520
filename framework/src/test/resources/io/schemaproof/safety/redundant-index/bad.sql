-- bad, perhaps
CREATE INDEX events_kind ON events (kind);
CREATE INDEX events_kind_at ON events (kind, at);
