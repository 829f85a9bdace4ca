// The list of common passwords that the Worker has, made from what zxcvbn-ts keeps (MIT), the commonest first. All 49 000
// would be 380 kB of the Worker; these are 27 kB.
import { join } from 'node:path'
import { dictionary } from '@zxcvbn-ts/language-common'
import { root } from '../stack/wrangler.ts'

const most = 3_000
/** A shorter one is refused for its length: worker/auth/schema.ts. */
export const shortest = 8
const lineLength = 240

export const file = join(root, 'worker/auth/common-passwords.ts')

/** The content of `file`. */
export function commonPasswords(): string {
  const long = dictionary['passwords-common'].filter((word) => word.length >= shortest)
  const lines = ['']
  for (const word of long.slice(0, most)) {
    const line = `${lines.at(-1)} ${word}`.trim()
    if (line.length > lineLength) lines.push(word)
    else lines[lines.length - 1] = line
  }
  return `// The ${most} commonest passwords of those that are long enough, the commonest first. Made by \`npm run common-passwords\`
// from the list of @zxcvbn-ts/language-common (MIT).
export const commonPasswords = \`
${lines.join('\n')}
\`
`
}
