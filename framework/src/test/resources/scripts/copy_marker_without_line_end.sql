-- psql takes a marker without the end of its line for data, and the server says what it is.
CREATE TABLE t (id int);
COPY t FROM stdin;
1
\.