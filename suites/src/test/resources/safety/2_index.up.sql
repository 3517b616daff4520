SET LOCAL lock_timeout = '2s';
CREATE INDEX shelves_room ON shelves (room);
