// What a text may hold, for the Worker and for the first screen of the app: free of zod.

/** Whether Postgres and every JSON parser can carry it: no NUL, no lone surrogate (RFC 8259, section 8.2). */
export const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0')

/** Whether it has no ink: spaces, format characters, fillers, the empty pattern of braille. */
export const isBlank = (text: string) =>
  /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]*$/u.test(text)
