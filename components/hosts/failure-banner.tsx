import { FailureText } from '#components/changes/failure-text'
import { Banner } from '#components/ui/banner'

/** A question to the host that was not answered: what could not be shown, and why. */
export function FailureBanner({ title, code }: { title: string; code: string }) {
  return (
    <Banner tone="warn" title={title}>
      <FailureText code={code} />
    </Banner>
  )
}
