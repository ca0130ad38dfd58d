import type { LaunchOptions, Page, Browser as PlaywrightBrowser } from '@playwright/test'
import type { Browser } from './browser.ts'
import { type EngineName, launchers } from './find.ts'

const titles = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' }

// The suite's pages are on loopback: no engine has to look up any other name.
const options: Record<EngineName, LaunchOptions> = {
  chromium: {
    args: [
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]',
    ],
  },
  firefox: {
    firefoxUserPrefs: {
      'network.dns.disabled': true,
      // Firefox holds the next connection to a host back for longer after each that failed: here hundreds fail on purpose.
      'network.websocket.delay-failed-reconnects': false,
      // Each handshake that is given up before its answer costs Firefox one of the six places that a host has, for good.
      'network.http.max-persistent-connections-per-server': 250,
    },
  },
  webkit: {},
}

/** @param path - the system's browser; Playwright's own build where undefined */
export async function launch(name: EngineName, path?: string): Promise<PlaywrightBrowser> {
  const isSystemFirefox = name === 'firefox' && path !== undefined
  return launchers[name].launch({
    ...options[name],
    ...(path !== undefined && { executablePath: path }),
    // The system's Firefox lacks Playwright's patches; this channel drives it through WebDriver BiDi.
    ...(isSystemFirefox && { channel: 'moz-firefox' }),
  })
}

/** @param path - as for `launch` */
export async function openPlaywrightBrowser(name: EngineName, path?: string): Promise<Browser> {
  const browser = await launch(name, path)
  const page = await browser.newPage({ ignoreHTTPSErrors: true })
  const source = path === undefined ? "Playwright's" : 'system'
  return {
    description: `${titles[name]} ${browser.version()} (${source})`,
    open: async (url) => void (await page.goto(url)),
    evaluate: (action, argument) => page.evaluate(action as never, argument) as never,
    ...(name === 'chromium' && { heap: () => heapOf(page) }),
    close: () => browser.close(),
  }
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}
