-- bad, while the application that runs calls gross(total)
DROP FUNCTION gross;
CREATE FUNCTION gross(net numeric, rate numeric) RETURNS numeric LANGUAGE sql AS 'SELECT net * (1 + rate)';
