// NAME     rollback-config - put the configuration back that apply-config replaced
// INPUT    backup: its name
// OUTPUT   what was reloaded
// WRITES   the files of the backup
// ERRORS   not_found, config_refused
// BUGS     What another hand changed in those files since is lost with the change.
import { putBack } from '../config/host-change'
import { requireDaemons } from '../mail-host'
import { type Handler, withWriteLock } from '../session'

export const rollbackConfig: Handler<'rollback-config'> = (session, { backup }, deadline) =>
  withWriteLock(session, deadline, async () => ({ reloaded: await putBack(requireDaemons(session.host), backup) }))
