// What the global setups hand to tests by vitest's `inject`.
declare module 'vitest' {
  export interface ProvidedContext {
    /** Settings of the Worker under test. */
    settings: Record<string, string>
    /** Control port of the local Neon endpoint: faults, and the log of statements. */
    controlUrl: string
    apiUrl: string
    webUrl: string
    /** The folder of the built site. */
    dist: string
  }
}

export type {}
