-- +goose Up
SET LOCAL lock_timeout = '2s';
ALTER TABLE books RENAME COLUMN title TO name;

-- +goose Down
SET LOCAL lock_timeout = '2s';
ALTER TABLE books RENAME COLUMN name TO title;
