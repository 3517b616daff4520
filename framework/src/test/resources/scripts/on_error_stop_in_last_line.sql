\set ON_ERROR_STOP off
\if true
SELECT nope\set ON_ERROR_STOP on
