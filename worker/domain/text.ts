// Checks of texts for the Worker and for the app's first screen, without zod.

/** Whether Postgres and every JSON parser can store the text: no NUL, no lone surrogate (RFC 8259, section 8.2). */
export const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0')

/** Whether nothing of the text is visible: only spaces, format characters, fillers, the empty pattern of braille. */
export const isBlank = (text: string) =>
  /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]*$/u.test(text)
