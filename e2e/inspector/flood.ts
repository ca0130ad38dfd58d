import { openInspector, stage, textsOf, until } from './stage.ts'

const SECONDS = 3
const RATE = 10_000

/** Ten thousand messages a second, and what the page still does meanwhile. */
export async function flood(): Promise<unknown> {
  const on = stage()
  const root = openInspector()
  on.ws.connect('wss://example.com/live')
  await on.ws.opened
  let frames = 0
  let rows = 0
  let isOver = false
  const frame = (): void => {
    frames += 1
    rows = Math.max(rows, root.querySelectorAll('.row').length)
    if (!isOver) requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  const began = performance.now()
  let sent = 0
  // As many as are due by now, however late a timer comes.
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(SECONDS * RATE, ((performance.now() - began) / 1000) * RATE)
      for (; sent < due; sent += 1) on.server.send(`{"type":"tick","number":${sent}}`)
      if (sent < SECONDS * RATE) return
      clearInterval(timer)
      resolve()
    }, 5)
  })
  const [state] = on.inspection.clients
  await until(() => state?.received === sent)
  const took = (performance.now() - began) / 1000
  await until(() => textsOf(root, '.row .text').includes(`{"type":"tick","number":${sent - 1}}`))
  isOver = true
  const { length } = on.inspection.records
  return { received: state?.received, kept: length, rows, framesASecond: frames / took, took }
}
