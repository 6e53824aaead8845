import { OwnPasswordScope } from '#components/form/own-password'
import { AppFactor } from '#components/security/app-factor'
import { CodesFactor } from '#components/security/codes-factor'
import { PasskeysFactor } from '#components/security/passkeys-factor'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { findRelyingParty } from '#lib/auth/relying-party'
import { hasOwnPassword } from '#lib/people/current-password'
import { getOwnAccount } from '#lib/people/own-account'
import { listPasskeys } from '#lib/people/passkeys'
import { getSecondFactors } from '#lib/people/second-factor'
import { addPasskey, enableApp, makeCodes, removeApp, removePasskey, setUpApp, setUpPasskey } from './actions'

export default async function SecurityPage() {
  const actor = await pageActor('/settings/security', 'account.write')
  const [{ address }, factors, passkeys] = await Promise.all([getOwnAccount(actor), getSecondFactors(actor), listPasskeys(actor)])
  return (
    <MessagesScope namespaces={['form', 'security']}>
      <OwnPasswordScope has={await hasOwnPassword(actor.id)}>
        <div className="flex max-w-3xl flex-col gap-6">
          <AppFactor isOn={factors.app} address={address} actions={{ setUpApp, enableApp, removeApp }} />
          <PasskeysFactor
            passkeys={passkeys}
            isPossible={findRelyingParty() !== null}
            address={address}
            actions={{ setUpPasskey, addPasskey, removePasskey }}
          />
          {(factors.app || factors.passkeys > 0) && <CodesFactor left={factors.recoveryCodes} address={address} makeCodes={makeCodes} />}
        </div>
      </OwnPasswordScope>
    </MessagesScope>
  )
}
