// npm test -- docs: builds the site, then checks its pages with axe, its links, and the example of its home page.
import { installEngines, playwright } from '../engines/install.ts'
import { run } from '../../scripts/command.ts'

await Promise.all([run(['npm', 'run', 'docs']), installEngines()])
await run([process.execPath, playwright, 'test', '--config', 'e2e/docs/playwright.config.ts'])
