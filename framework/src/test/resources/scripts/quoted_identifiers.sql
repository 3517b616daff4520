CREATE TABLE "semi;colon" ("a""b;" int, "c'd" int, U&"d\0061t" int);
INSERT INTO "semi;colon" VALUES (1, 2, 3);
