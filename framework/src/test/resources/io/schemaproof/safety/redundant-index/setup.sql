CREATE TABLE events (kind text, at timestamptz);
