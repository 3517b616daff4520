-- +goose Up
SET LOCAL lock_timeout = '2s';
ALTER TABLE books ADD COLUMN note text;

-- +goose Down
SET LOCAL lock_timeout = '2s';
ALTER TABLE books DROP COLUMN note;
