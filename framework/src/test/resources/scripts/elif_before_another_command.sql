-- The expression of \elif ends at the next command.
\if false
SELECT 1;
\elif not so\endif
SELECT 2;
\if false
\elif :{?DBNAME} \else
SELECT 3;
\endif
