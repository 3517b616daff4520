INSERT INTO orders (note) VALUES ('after 1');
