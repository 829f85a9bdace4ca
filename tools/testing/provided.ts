// Values that the global setups provide to tests through vitest's `inject`.
declare module 'vitest' {
  export interface ProvidedContext {
    /** Settings of the Worker under test. */
    settings: Record<string, string>
    /** The control port of the local Neon endpoint: faults, and the statement log. */
    controlUrl: string
    apiUrl: string
    webUrl: string
    /** The folder of the built site. */
    dist: string
  }
}

export type {}
