// Answers that only look like the API's: what proxies, firewalls, other versions and other services say in its place.

/** By what they are. `operations` is how many the request has; `answer` is what the API said, where it was asked. */
type Kind = (
  chance: () => number,
  operations: number,
  answer: Response | undefined,
) => Promise<Response> | Response

const page =
  '<!doctype html><html><head><title>Hm</title></head><body>Sign in to Wi-Fi</body></html>'
/** Has every header of the API, its X-Request-Id among them. */
const own = { 'X-Request-Id': '6d8e84ac-6e3b-4d65-99b6-0c8fb3e76c0e' }
const among = <T>(all: readonly T[], chance: () => number) =>
  all[Math.floor(chance() * all.length)] as T
const bodiless = [204, 205, 304]

const statuses = [
  ...[200, 201, 202, 203, 204, 206, 400, 401, 403, 404, 405, 406, 407, 409, 410, 411, 412, 413],
  ...[414, 415, 418, 421, 422, 423, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 507],
  ...[511, 520, 522, 525, 530, 599],
]

function answer(status: number, type: string, body: string, headers = {}): Response {
  // One without a body and with a number of the API's would be the API's.
  if (bodiless.includes(status)) return new Response(null, { status })
  return new Response(body, { status, headers: { 'Content-Type': type, ...headers } })
}

const json = 'application/json'
const problem = 'application/problem+json'

export const kinds = {
  html: (chance) => answer(among(statuses, chance), 'text/html', page),
  'html, numbered': (chance) => answer(among(statuses, chance), 'text/html', page, own),
  empty: (chance) => answer(among(statuses, chance), 'text/plain', '', own),
  'an empty object': (chance) => answer(among(statuses, chance), json, '{}', own),
  null: (chance) => answer(among(statuses, chance), json, 'null', own),
  'an error of something else': (chance) =>
    answer(among(statuses, chance), json, '{"error":{"code":"not_found","message":"?"}}', own),
  'a problem of something else': (chance) => {
    const status = among(statuses, chance)
    const code = among(
      ['not_found', 'version_mismatch', 'token_revoked', 'validation_failed'],
      chance,
    )
    return answer(
      status,
      problem,
      JSON.stringify({ type: 'about:blank', status, code, index: 0 }),
      own,
    )
  },
  'a problem that names no edit': (chance) => {
    const [status, code] = among(
      [
        [404, 'not_found'],
        [405, 'method_not_allowed'],
        [409, 'task_exists'],
        [412, 'version_mismatch'],
        [422, 'validation_failed'],
        [403, 'insufficient_scope'],
      ] as const,
      chance,
    )
    const type = `urn:duly:problem:${code}`
    return answer(status, problem, JSON.stringify({ type, status, code }), own)
  },
  'too few results': (_, operations) =>
    answer(
      200,
      json,
      JSON.stringify({ results: Array(Math.max(0, operations - 1)).fill({ status: 200 }) }),
      own,
    ),
  'results of nothing': (_, operations) =>
    answer(200, json, JSON.stringify({ results: Array(operations).fill({}) }), own),
  'tasks of something else': (_, operations) => {
    const resource = { id: '00000000-0000-4000-8000-000000000000', title: 'Not mine', version: 1 }
    return answer(
      200,
      json,
      JSON.stringify({ results: Array(operations).fill({ status: 200, resource }) }),
      own,
    )
  },
  'changes that go back': () => answer(200, json, '{"changes":[],"next":-1,"has_more":false}', own),
  'changes without end': () => answer(200, json, '{"changes":[],"next":0,"has_more":true}', own),
  'changes without what changed': () =>
    answer(
      200,
      json,
      '{"changes":[{"seq":1,"type":"task","id":"x"}],"next":1e9,"has_more":false}',
      own,
    ),
  'half of it': async (chance, _, said) => {
    const text = said ? await said.text() : '{"results":[{"status":200,"resource":{"id"'
    return answer(said?.status ?? 200, json, text.slice(0, Math.floor(text.length * chance())), own)
  },
} satisfies Record<string, Kind>

/** One of them, at random unless it is named. */
export function impostor(
  chance: () => number,
  body: string,
  kind?: keyof typeof kinds,
  said?: Response,
): Response | Promise<Response> {
  const { operations = [] } = body === '' ? {} : JSON.parse(body)
  const speak = kind ? kinds[kind] : among(Object.values(kinds), chance)
  return speak(chance, operations.length, said)
}
