-- bad
CREATE TABLE events (id bigint PRIMARY KEY);
CREATE INDEX events_id ON events (id);
