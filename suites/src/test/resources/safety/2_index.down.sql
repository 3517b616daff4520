SET LOCAL lock_timeout = '2s';
DROP INDEX shelves_room;
