// NAME     hold-rules, write-hold-rules - whose mail is held when it comes in
// INPUT    write: all rules, by kind and key of access(5)
// OUTPUT   the rules that are there, or whether they changed; whether main.cf asks them
// WRITES   write: three tables and their built maps, whole; nothing is reloaded
// ERRORS   busy. map_failed, disk_full: the old tables stay
// BUGS     A connection that is open keeps the table that it has until it ends (not with lmdb). Mail of sendmail(1) on the host itself is not asked.
import { asksHoldTables, readHoldRules, writeHoldTables } from '../files/hold-tables'
import { requireDaemons } from '../mail-host'
import { type Handler, withReadLock, withWriteLock } from '../session'

export const holdRules: Handler<'hold-rules'> = (session, _input, deadline) =>
  withReadLock(session, deadline, async () => ({
    rules: await readHoldRules(session.host),
    inForce: await asksHoldTables(session.host),
  }))

export const writeHoldRules: Handler<'write-hold-rules'> = (session, { rules }, deadline) =>
  withWriteLock(session, deadline, async () => ({
    changed: await writeHoldTables(requireDaemons(session.host), rules, deadline),
    inForce: await asksHoldTables(session.host),
  }))
