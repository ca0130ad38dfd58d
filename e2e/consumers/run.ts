// npm test -- consumers — the packed tarballs, as people use them: nothing is installed, and no network is asked.
import { runChecks } from '../../scripts/checks.ts'
import { withInstalled } from '../../scripts/tarballs.ts'
import { bundlerConsumers } from './bundlers.ts'
import { conditionConsumers } from './conditions.ts'
import { startEcho } from './conversation.ts'
import { inspectorConsumers } from './inspector.ts'
import { nodeConsumers } from './node.ts'
import { pageConsumers } from './page.ts'
import { typescriptConsumers } from './typescript.ts'

await withInstalled(async (project) => {
  const echo = await startEcho()
  const consumers = [
    ...nodeConsumers(project, echo.uri),
    ...conditionConsumers(project),
    ...inspectorConsumers(project),
    ...typescriptConsumers(project, echo.uri),
    ...bundlerConsumers(project),
    ...pageConsumers(project),
  ]
  await runChecks(consumers, 2).finally(echo.close)
})
