// NAME     plan-config - what enrolment would change in the host's own configuration
// INPUT    state: the settings of the host that the panel owns
// OUTPUT   unified diffs of the real files, a finding for each setting, missing packages, a digest to give to apply-config
// WRITES   nothing but a scratch folder
// ERRORS   config_refused when the present configuration does not read
import { planHost, shownPlan } from '../config/plan-host'
import { type Handler, withReadLock } from '../session'

export const planConfig: Handler<'plan-config'> = (session, { state }, deadline) =>
  withReadLock(session, deadline, async () => shownPlan(session.host, await planHost(session.host, state)))
