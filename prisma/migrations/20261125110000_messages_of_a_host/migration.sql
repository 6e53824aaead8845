-- Messages are looked for by host and state together, by either alone through the few values of the other. Of a table with days of rows Postgres builds
-- the new index before the old one goes; the reading of logs waits meanwhile and goes on where it was.
-- CreateIndex
CREATE INDEX "Message_hostId_state_id_idx" ON "Message"("hostId", "state", "id");

-- DropIndex
DROP INDEX "Message_state_id_idx";
