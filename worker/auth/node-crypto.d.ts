// The parts of Node's crypto that we use in workerd. Node's own types would add all of Node's globals.
declare module 'node:crypto' {
  interface KeyObject {
    export(options: { format: 'jwk' }): { x?: string; y?: string }
  }
  export function createPrivateKey(input: { key: object; format: 'jwk' }): KeyObject
  export function createPublicKey(key: KeyObject): KeyObject
}
