import { defineConfig } from '@playwright/test'
import { findEngine } from '../engines/find.ts'

const chromium = findEngine('chromium')

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/docs',
  timeout: 60_000,
  retries: 0,
  workers: 2,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['dot']],
  use: {
    browserName: 'chromium',
    launchOptions: chromium.source === 'system' ? { executablePath: chromium.path } : {},
  },
})
