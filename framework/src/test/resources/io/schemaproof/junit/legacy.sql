CREATE SCHEMA legacy; CREATE TABLE legacy.accounts (id bigint PRIMARY KEY);
