-- good: what is more has a default
DROP FUNCTION gross;
CREATE FUNCTION gross(net numeric, rate numeric DEFAULT 0.2, digits int DEFAULT 2) RETURNS numeric LANGUAGE sql
    AS 'SELECT round(net * (1 + rate), digits)';
