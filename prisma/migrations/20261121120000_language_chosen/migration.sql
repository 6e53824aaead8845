-- Null: has not chosen. Those who are here keep what is stored.
ALTER TABLE "Administrator" ALTER COLUMN "locale" DROP DEFAULT,
ALTER COLUMN "locale" DROP NOT NULL;
