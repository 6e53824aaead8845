// npm run check: types, lint, unit; what to run before every commit.
process.argv.splice(2, 0, 'types', 'lint', 'unit')
await import('./test.mjs')
