// npm run conformance -- DIR [--corpus NAME] [--json]: asks the product's own functions about cases that others wrote (samples of reports,
// records, bounces, log lines) and tells which they answer as expected. docs/conformance.md. Exit 1 when any case fails.
import { runConformance } from './run-conformance'

process.exitCode = await runConformance(process.argv.slice(2), process)
