// Types of what the test environment provides.
import type {} from '../../tools/testing/provided.ts'
import type { Environment } from '../env.ts'

declare global {
  namespace Cloudflare {
    interface Env extends Environment {}
    interface GlobalProps {
      mainModule: typeof import('../index.ts')
    }
  }
}
