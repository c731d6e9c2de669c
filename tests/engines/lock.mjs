// Take out of package-lock.json what npm writes there and the tests have no use for: addresses of
// download places (npm 9 keeps some in spite of .npmrc), of sponsors, and of advice.
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
for (const entry of Object.values(lock.packages))
    for (const name of ['resolved', 'funding', 'deprecated']) delete entry[name]
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
