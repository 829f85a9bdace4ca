// The test database in a process of its own: the Worker project resolves modules as workerd does, and Postgres clients
// are made for Node. It reports its address to its parent, and ends with it or on request.
import { startTestDatabase } from './test-database.ts'

const database = await startTestDatabase()
const { settings, controlUrl, wireUrl } = database
process.send?.({ settings, controlUrl, wireUrl })

const stop = async () => {
  await database.stop()
  process.exit(0)
}
process.once('disconnect', stop)
process.once('message', stop)
