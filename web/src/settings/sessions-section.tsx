import { useState } from 'react'
import type { Account, SessionSeen } from '../account.ts'
import { reasonOf } from '../failure-messages.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { Answer } from './answer.tsx'
import { FormTrouble } from './form-trouble.tsx'
import { minuteOf } from './instants.ts'
import { focusSection, Part, Section } from './section.tsx'
import { useLoaded } from './use-loaded.ts'
import { deviceInWords } from './user-agent.ts'

export function SessionsSection({ account }: { account: Account }) {
  const [sessions, reload] = useLoaded(account.sessions)
  return (
    <Section title="Sessions">
      <Part
        title="Where you are signed in"
        about="A session ends by itself after a week without use. End one that you do not know, then change your password."
      >
        <Answer of={sessions} retry={reload}>
          {(all) => <SessionList sessions={all} account={account} reload={reload} />}
        </Answer>
      </Part>
    </Section>
  )
}

type ListProps = { sessions: SessionSeen[]; account: Account; reload: () => void }

function SessionList({ sessions, account, reload }: ListProps) {
  const [ending, setEnding] = useState('')
  const [trouble, setTrouble] = useState('')
  const others = sessions.filter(({ isThis }) => !isThis)

  async function end(what: string, run: () => Promise<void>, said: string) {
    setEnding(what)
    setTrouble('')
    try {
      await run()
      announce(said)
      focusSection()
      reload()
    } catch (failure) {
      setTrouble(reasonOf(failure))
    } finally {
      setEnding('')
    }
  }

  return (
    <div className="flex flex-col items-start gap-4">
      <FormTrouble>{trouble}</FormTrouble>
      <ul aria-label="Sessions" className="w-full border-line border-t">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            busy={ending === session.id}
            onEnd={() => end(session.id, session.end, 'Session ended.')}
          />
        ))}
      </ul>
      {others.length === 0 ? (
        <p className="text-soft">You are signed in nowhere else.</p>
      ) : (
        <Button
          busy={ending === 'others'}
          onClick={() => end('others', account.endOtherSessions, 'All other sessions ended.')}
        >
          End all other sessions
        </Button>
      )}
    </div>
  )
}

type RowProps = { session: SessionSeen; busy: boolean; onEnd: () => void }

function SessionRow({ session, busy, onEnd }: RowProps) {
  const device = deviceInWords(session.userAgent)
  const since = minuteOf(session.createdAt)
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b py-2">
      <div className="min-w-0">
        <p className="font-medium wrap-anywhere">{device}</p>
        <p className="text-13 text-soft wrap-anywhere">
          Since {since}
          {session.ipAddress && ` · ${session.ipAddress}`}
        </p>
      </div>
      {session.isThis ? (
        <span className="text-13 font-medium text-accent">This session</span>
      ) : (
        <Button
          busy={busy}
          onClick={onEnd}
          aria-label={`End the session ${device}, since ${since}`}
        >
          {busy ? 'Ending…' : 'End'}
        </Button>
      )}
    </li>
  )
}
