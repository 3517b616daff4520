-- good, in a later release
-- schemaproof:allow safety.default-removed orders.state because the release that runs in production always names it
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
