\restrict a\ b
SELECT 1;
\unrestrict a
\unrestrict a ; ;
\echo over
SELECT 2;
