// Secrets for this machine, generated once and stored in .dev.vars, which git ignores.
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/** One Ed25519 key as a JWK set: the value of JWT_KEYS. */
export function newKeySet(): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  const key = { ...privateKey.export({ format: 'jwk' }), alg: 'EdDSA', kid: randomUUID() }
  return JSON.stringify({ keys: [key] })
}

/** New secrets, for a run that stores nothing. */
export const newSecrets = () => ({
  BETTER_AUTH_SECRET: randomBytes(32).toString('base64'),
  JWT_KEYS: newKeySet(),
})

/** The settings in `file`; none if it does not exist. */
export const readSecrets = (file: string): Record<string, string> =>
  existsSync(file) ? definedOnly(parseEnv(readFileSync(file, 'utf8'))) : {}

/** The settings in `file`, after adding missing secrets. Existing ones are never changed. */
export function ensureSecrets(file: string): Record<string, string> {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const found = readSecrets(file)
  const missing = Object.entries(newSecrets()).filter(([name]) => !found[name])
  if (missing.length === 0) return found
  const separator = text === '' || text.endsWith('\n') ? '' : '\n'
  const lines = missing.map(([name, value]) => `${name}='${value}'\n`).join('')
  writeFileSync(file, text + separator + lines, { mode: 0o600 })
  // The mode above applies only to a new file.
  chmodSync(file, 0o600)
  return { ...found, ...Object.fromEntries(missing) }
}

const definedOnly = (variables: NodeJS.Dict<string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
