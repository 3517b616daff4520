CREATE TABLE tëst (größe int, "日本;語" text, 𝒳 int);
INSERT INTO tëst VALUES (1, '日本語; 𝒳', 2);
