\set ON_ERROR_STOP off
SELECT 1;
\if true
SELECT 'never closed
