-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE logs (at date, kept_from timestamptz DEFAULT '2024-01-31 12:00'::timestamptz);
CREATE INDEX logs_at ON logs (at);
-- +goose Down
DROP TABLE logs;
