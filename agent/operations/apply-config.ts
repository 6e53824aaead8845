// NAME     apply-config - carry out the plan that was shown
// INPUT    state, and the digest of its plan
// OUTPUT   the backup's name for rollback-config (null when nothing changed), and what was reloaded
// WRITES   main.cf, master.cf, two relay tables, files below /etc/dovecot; missing tables; the account vmail; a backup
// ERRORS   drift when files changed since the plan. config_refused, reload_failed: everything was put back
// BUGS     A daemon that does not run is not started: a mail server that was off stays off.
import { AgentError } from '../agent-error'
import { changeHost } from '../config/host-change'
import { planHost } from '../config/plan-host'
import { requireDaemons } from '../mail-host'
import { type Handler, withWriteLock } from '../session'

export const applyConfig: Handler<'apply-config'> = (session, { state, ifDigest }, deadline) =>
  withWriteLock(session, deadline, async () => {
    const plan = await planHost(session.host, state)
    if (plan.digest !== ifDigest) throw new AgentError('drift', 'The configuration changed since the plan was made.')
    return changeHost(requireDaemons(session.host), plan.files)
  })
