import type axe from 'axe-core'
import { find, openInspector, stage, until } from './stage.ts'

/** What axe finds in a panel with everything open. */
export async function audit(theme: string): Promise<unknown> {
  const address = '/axe.js'
  await import(address)
  const { run } = (globalThis as unknown as { readonly axe: typeof axe }).axe
  const on = stage({ faults: true })
  const root = openInspector({ theme })
  on.ws.connect('wss://example.com/live', { queue: true, reconnect: true })
  await on.ws.opened
  on.server.send('{"a":[1,null,"text",true]}')
  on.ws.send('hello')
  await until(() => root.querySelector('.row.message') !== null)
  on.server.fail('refuse')
  on.server.drop()
  await until(() => root.querySelector('.row.close') !== null)
  find(root, '.row.message').click()
  await until(() => root.querySelector('.detail') !== null)
  const inspector = document.querySelector('ws-inspector')
  const { violations, passes } = await run(inspector as Element, {
    // What a page has, and a panel in it does not.
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  })
  return {
    violations: violations.map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`,
    ),
    isLookedAt: passes.some(({ id }) => id === 'color-contrast'),
  }
}
