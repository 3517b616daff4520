SELECT format('CREATE TABLE t%s (a int)', n), NULL, format('INSERT INTO t%s VALUES (%s)', n, n) FROM generate_series(1, 3) n \gexec
SELECT 'SELECT 1/0' UNION ALL SELECT 'CREATE TABLE after_error ()' \gexec
CREATE TABLE last_one ();
