// What workerd has of Node's crypto and we use. Node's own types would bring all of Node's globals along.
declare module 'node:crypto' {
  interface KeyObject {
    export(options: { format: 'jwk' }): { x?: string; y?: string }
  }
  export function createPrivateKey(input: { key: object; format: 'jwk' }): KeyObject
  export function createPublicKey(key: KeyObject): KeyObject
}
