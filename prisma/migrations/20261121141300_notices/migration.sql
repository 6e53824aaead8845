-- What a notice is about, when it happened, and from where.
ALTER TABLE "OutgoingMessage" ADD COLUMN "notice" JSONB;
