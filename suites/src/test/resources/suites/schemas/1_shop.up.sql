CREATE SCHEMA "My Shop";
CREATE SCHEMA staging;
CREATE TABLE "My Shop".books (id bigint PRIMARY KEY);
CREATE TABLE public.notes (id bigint);
