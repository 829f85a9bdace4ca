import { Client } from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { connect, withPlainTls } from './connect.ts'

it.each([
  ['?sslmode=require', '?sslmode=verify-full'],
  ['?sslmode=require&channel_binding=require', '?sslmode=verify-full&channel_binding=require'],
  ['?application_name=a&sslmode=prefer', '?application_name=a&sslmode=verify-full'],
  ['?sslmode=verify-ca', '?sslmode=verify-full'],
  ['?sslmode=disable', '?sslmode=disable'],
  ['?sslmode=no-verify', '?sslmode=no-verify'],
  ['?uselibpqcompat=true&sslmode=require', '?uselibpqcompat=true&sslmode=require'],
  ['', ''],
])(
  'with %s in the connection string, pg prints no warning and behaves the same',
  async (given, made) => {
    const url = `postgresql://duly:x@db.example/duly${given}`
    expect(withPlainTls(url)).toBe(`postgresql://duly:x@db.example/duly${made}`)
    const warnings: string[] = []
    const hear = (warning: Error) => warnings.push(warning.message)
    process.on('warning', hear)
    onTestFinished(() => void process.off('warning', hear))
    new Client({ connectionString: withPlainTls(url) })
    await new Promise((resolve) => setImmediate(resolve))
    expect(warnings).toEqual([])
  },
)

it('names the server that does not respond', async () => {
  await expect(connect('postgresql://duly:secret@127.0.0.1:1/duly')).rejects.toThrow(
    /^The database at 127\.0\.0\.1:1 \(DATABASE_URL\): .*ECONNREFUSED/,
  )
})

it('refuses an invalid connection string without repeating it', async () => {
  await expect(connect('secret')).rejects.toThrow(/^DATABASE_URL is not a URL\. It should look/)
})
