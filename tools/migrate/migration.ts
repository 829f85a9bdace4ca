export interface Migration {
  version: number
  name: string
  sql: string
  /** SHA-256 of the file, in hex. Line endings do not count: git may change them. */
  checksum: string
}
