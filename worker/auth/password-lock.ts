// If two requests change a password at once, the second fails: the password it checked is no longer the current one.
import { type GenericEndpointContext, getCurrentAdapter } from 'better-auth'
import { Problem } from '../problem.ts'
import { tooCommon } from './check-input.ts'
import type { proofOf } from './password.ts'
import { weaknessOf } from './weak-password.ts'

/**
 * Runs before an account is changed, and locks the row with the password that was checked until the transaction ends.
 * @throws Problem `session_invalid` if the password has changed meanwhile, which also ended all sessions;
 * `validation_failed` if the new password is the user's own name or address
 */
export const holdPassword =
  ({ checked }: Pick<ReturnType<typeof proofOf>, 'checked'>) =>
  async (_change: unknown, endpoint: GenericEndpointContext | null): Promise<void> => {
    const hash = checked()
    const user = endpoint?.context.session?.user
    if (!endpoint || !user || hash === undefined) return
    const chosen = String(endpoint.body?.newPassword ?? '')
    const weakness = weaknessOf(chosen, [user.name, user.email])
    if (weakness) throw tooCommon('/newPassword', weakness)
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
