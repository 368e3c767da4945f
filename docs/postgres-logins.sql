-- A login for each module that keeps something, which reaches its own schema and changes no tables. Run it as the owner of the shop's
-- database, after the program has run once with migrate and again after each version that brings new tables:
--   psql "$OWNER" -f docs/postgres-logins.sql
-- Then give each login a password (\password shop_payment) and each process its own: ConnectionStrings:Postgres=…;Username=shop_payment;…
DO $$
DECLARE
  module text;
BEGIN
  FOREACH module IN ARRAY ARRAY['accounting', 'cart', 'catalog', 'checkout', 'email', 'fraud_detection', 'payment', 'shipping'] LOOP
    -- Carts may be kept elsewhere.
    CONTINUE WHEN to_regnamespace(module) IS NULL;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop_' || module) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT 40', 'shop_' || module);
    END IF;
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', module);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', module, 'shop_' || module);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', module, 'shop_' || module);
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO %I', module, 'shop_' || module);
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %I."__EFMigrationsHistory" FROM %I', module, 'shop_' || module);
  END LOOP;
END
$$;
