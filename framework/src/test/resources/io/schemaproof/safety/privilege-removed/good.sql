-- good, in a later release
-- schemaproof:allow safety.privilege-removed public.orders because the release that runs in production only reads them
REVOKE UPDATE ON orders FROM shop;
