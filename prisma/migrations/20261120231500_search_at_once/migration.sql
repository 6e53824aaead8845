-- Searches must cost the same right after an import as later: no list of pending entries that every search has to read.
ALTER INDEX "Domain_search" SET (fastupdate = off);
ALTER INDEX "Mailbox_search" SET (fastupdate = off);
ALTER INDEX "Alias_search" SET (fastupdate = off);
ALTER INDEX "AliasDestination_search" SET (fastupdate = off);
ALTER INDEX "Group_search" SET (fastupdate = off);
SELECT gin_clean_pending_list('"Domain_search"'), gin_clean_pending_list('"Mailbox_search"'), gin_clean_pending_list('"Alias_search"'),
  gin_clean_pending_list('"AliasDestination_search"'), gin_clean_pending_list('"Group_search"');
