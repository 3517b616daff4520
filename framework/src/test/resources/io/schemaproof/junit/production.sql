\restrict key
SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.orders (id bigint NOT NULL, note text NOT NULL);
ALTER TABLE public.orders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.orders_id_seq START WITH 1);
CREATE TABLE public.flyway_schema_history (installed_rank integer NOT NULL, version character varying(50), type character varying(20) NOT NULL, success boolean NOT NULL);
COPY public.orders (id, note) FROM stdin;
1	of production
2	of production too
\.
COPY public.flyway_schema_history (installed_rank, version, type, success) FROM stdin;
1	1	SQL	t
\.
SELECT pg_catalog.setval('public.orders_id_seq', 2, true);
ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
\unrestrict key
