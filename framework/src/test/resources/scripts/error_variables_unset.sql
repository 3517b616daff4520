\if :{?SQLSTATE}
SELECT 'set';
\else
SELECT 'not set', :'LAST_ERROR_SQLSTATE', :'LAST_ERROR_MESSAGE';
\endif
