CREATE TABLE a$b$ (id int);
CREATE TABLE c$ (id int); CREATE TABLE d$$ (id int);
SELECT * FROM a$b$, c$;
