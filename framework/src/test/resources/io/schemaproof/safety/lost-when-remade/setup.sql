GRANT SELECT ON customer_totals TO reporting;
