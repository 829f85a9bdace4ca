/** Describes each group of operations; the document's lint reports a group without a description. */
export const tags: Record<string, string> = {
  Authentication: 'Sign up, sign in, sessions, and the keys that verify access tokens.',
  Caller: 'Who the access token speaks for.',
  Tasks: 'Things to do. What is deleted goes to the trash first.',
  Lists: 'Flat lists of tasks. A task in none of them is in the Inbox.',
  Changes:
    'Everything that changed after a number of the user’s sequence, for clients that keep a copy.',
  Tokens: 'Personal access tokens, for programs.',
  Transfer: 'All of a user’s data, out and in.',
  Operation: 'For load balancers, deployments, and readers of this page.',
}
