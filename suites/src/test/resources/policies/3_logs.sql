-- +goose NO TRANSACTION
-- +goose Up
CREATE TABLE logs (at date DEFAULT 'today'::date);
CREATE INDEX logs_at ON logs (at);
-- +goose Down
DROP TABLE logs;
