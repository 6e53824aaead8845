-- Sign-in attempts at the pages of people with a mailbox stand beside those at the panel.
ALTER TABLE "SignInAttempt" ADD COLUMN "door" TEXT NOT NULL DEFAULT 'panel';
DROP INDEX "SignInAttempt_name_clientAddress_method_result_minute_key";
CREATE UNIQUE INDEX "SignInAttempt_name_clientAddress_door_method_result_minute_key" ON "SignInAttempt"("name", "clientAddress", "door", "method", "result", "minute");
