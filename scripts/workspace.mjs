import { fileURLToPath } from 'node:url'

/** The repository's folder, with no slash at its end. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/** The pnpm of package.json's `packageManager`, by way of npx: nobody needs to install it. */
export const PNPM = ['npx', '--prefer-offline', '-y', 'pnpm@12.21.0']

/** Each published package by its name, with its folder. */
export const PACKAGES = {
  '@wsevent/core': 'packages/core',
  '@wsevent/browser': 'packages/browser',
  '@wsevent/node': 'packages/node',
  wsevent: 'packages/wsevent',
}

export const SCRIPT_TAG = 'packages/wsevent/dist/wsevent.min.js'
