-- What golang-migrate leaves at version 2.
CREATE TABLE public.schema_migrations (version bigint PRIMARY KEY, dirty boolean);
INSERT INTO public.schema_migrations VALUES (2, false);
CREATE TABLE public.authors (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
INSERT INTO public.authors (name) VALUES ('Jane Austen');
