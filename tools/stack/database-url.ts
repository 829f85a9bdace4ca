// Checks DATABASE_URL as pasted by people. Errors name the problem and never repeat the value, which contains a
// password.

/** @throws Error that says what is wrong, and what it should look like */
export function checkDatabaseUrl(text: string, variable = 'DATABASE_URL'): string {
  const trouble = troubleWith(text)
  if (!trouble) return text
  throw new Error(
    `${variable} ${trouble}. It should look like postgresql://user:password@host:5432/database`,
  )
}

function troubleWith(text: string): string | undefined {
  if (/^\s*psql\s/.test(text)) return 'is a command: leave out `psql` and the quotation marks'
  if (/^\s|\s$/.test(text)) return 'begins or ends with a blank or a line break'
  if (/^["'`]|["'`]$/.test(text)) return 'has quotation marks around it'
  if (!/^postgres(ql)?:\/\//.test(text)) {
    return URL.canParse(text) ? 'is the URL of something other than Postgres' : 'is not a URL'
  }
  if (!URL.canParse(text)) {
    return 'is not a URL: write special characters of the password as %23 for #, %2F for /, %3F for ?'
  }
  return undefined
}
