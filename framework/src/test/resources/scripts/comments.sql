/* leading; comment */ CREATE TABLE t /* inner; 'quote */ (a int); -- trailing; 'quote
/* nested /* deeper; */ still; */ INSERT INTO t VALUES (1);
INSERT INTO t -- why; not
VALUES (2) /* "x */;
--
/**/
/***/ SELECT 1 /*/ slash; */;
SELECT 2 */* odd */ 3;
SELECT 4 +-- comment;
5;
