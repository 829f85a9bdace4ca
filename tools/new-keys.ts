// Prints a new value for JWT_KEYS: a JWK set with one Ed25519 key.
import { newKeySet } from './stack/secrets.ts'

console.log(newKeySet())
