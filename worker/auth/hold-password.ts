// Of two changes of a password at once, the second comes too late: what it checked is not the password any more.
import { type GenericEndpointContext, getCurrentAdapter } from 'better-auth'
import { Problem } from '../problem.ts'
import type { proofOf } from './password.ts'

/**
 * Before an account is changed: locks the row with the password that was checked, to the end of the transaction.
 * @throws Problem `session_invalid` where it is another one by now: the change before has ended all sessions
 */
export const holdPassword =
  ({ checked }: Pick<ReturnType<typeof proofOf>, 'checked'>) =>
  async (_change: unknown, endpoint: GenericEndpointContext | null): Promise<void> => {
    const hash = checked()
    const user = endpoint?.context.session?.user
    if (!endpoint || !user || hash === undefined) return
    const transaction = await getCurrentAdapter(endpoint.context.adapter)
    const held = await transaction.updateMany({
      model: 'account',
      where: [
        { field: 'userId', value: user.id },
        { field: 'password', value: hash },
      ],
      update: { updatedAt: new Date() },
    })
    if (held === 0) throw new Problem('session_invalid')
  }
