import { spawn } from 'node:child_process'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Page, expect as patient } from '@playwright/test'
import getPort from 'get-port'
import { findEngine } from '../engines/find.ts'
import { launch } from '../engines/playwright-browser.ts'
import type { Endpoint } from '../scenarios/test-server.ts'

// Milliseconds: a development server compiles on the first visit, and a retry waits.
const PATIENCE = 30_000

const expect = patient.configure({ timeout: PATIENCE })

interface DevServer {
  readonly url: string
  close(): void
}

/** Starts a project's own development server. */
async function serve(cwd: string, uri: string): Promise<DevServer> {
  const port = await getPort({ host: '127.0.0.1' })
  const env = { ...process.env, VITE_URI: uri, WSEVENT_URI: uri }
  // A process group of its own, since npm leaves what it started.
  const child = spawn('npm', ['run', 'dev', '--', '--port', `${port}`], {
    cwd,
    env,
    detached: true,
  })
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString()
      if (/ready in/i.test(output)) resolve()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('exit', () => reject(new Error(output)))
  })
  const close = (): void => void process.kill(-(child.pid as number))
  return { url: `http://localhost:${port}`, close }
}

/** Edits the component as a programmer would, under its page's eyes. */
async function edit(cwd: string): Promise<void> {
  const files = await readdir(cwd, { recursive: true })
  const name = files.find((file) => /^(app.)?chat\.\w+$/.test(file)) ?? 'chat'
  const file = join(cwd, name)
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace(/(>|')Chat(<|')/, '$1Talk$2'))
}

/** One live connection at the server, and everything that came before it gone. */
async function assertOneIsLive(endpoint: Endpoint): Promise<void> {
  const requests = await endpoint.entries('request')
  if (requests.length > 1) await endpoint.seen('gone', requests.length - 1)
}

async function converse(page: Page, endpoint: Endpoint, cwd: string): Promise<void> {
  const expectOpen = (): Promise<void> => expect(page.getByRole('status')).toHaveText('open')
  const say = async (text: string): Promise<void> => {
    await expectOpen()
    await page.getByRole('textbox').fill(text)
    await page.getByRole('button', { name: 'Send' }).click()
    await expect(page.getByRole('listitem').last()).toHaveText(text)
    await assertOneIsLive(endpoint)
  }
  await say('hello')
  await endpoint.command('reset')
  await expect(page.getByRole('status')).toHaveText('connecting')
  await say('hello after a reset')
  await page.getByRole('button', { name: 'Reconnect' }).click()
  await say('hello after "reconnect now"')
  await page.evaluate(() => void Object.assign(globalThis, { isSamePage: true }))
  await edit(cwd)
  await expect(page.getByRole('heading')).toHaveText('Talk')
  await say('hello after a hot replacement')
  expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true)
}

/** What a person does with the page of a project: talks, loses the line, reconnects, edits the component, leaves. */
export async function assertChat(cwd: string, endpoint: Endpoint): Promise<void> {
  const server = await serve(cwd, endpoint.uri)
  const engine = findEngine('chromium')
  const browser = await launch('chromium', engine.source === 'system' ? engine.path : undefined)
  const problems: unknown[] = []
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(PATIENCE)
    page.on('pageerror', (error) => problems.push(error))
    page.on('console', (line) => line.type() === 'error' && problems.push(line.text()))
    await page.goto(server.url)
    await converse(page, endpoint, cwd).catch((error: unknown) => problems.push(error))
    await page.goto('about:blank')
  } finally {
    await browser.close()
    server.close()
  }
  if (problems.length > 0) throw new Error(problems.join('\n'))
}
