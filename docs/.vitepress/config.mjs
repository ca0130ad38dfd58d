import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitepress'
import { slugOf } from './slug.mjs'

const repository = 'https://github.com/wsevent/wsevent'

// `npm run docs` writes it before it calls VitePress.
const reference = JSON.parse(
  readFileSync(new URL('../reference/typedoc-sidebar.json', import.meta.url), 'utf8'),
)

const guide = [
  { text: 'Get started', link: '/getting-started' },
  { text: 'Staying connected', link: '/staying-connected' },
  { text: 'Node', link: '/node' },
  { text: 'Platforms', link: '/platforms' },
  { text: 'Compatibility', link: '/compatibility' },
  { text: 'Benchmarks', link: '/benchmarks' },
  { text: 'From Solar2D', link: '/solar2d' },
]

const decisions = [
  { text: 'All decisions', link: '/decisions/' },
  { text: '1. isomorphic-ws', link: '/decisions/0001-isomorphic-ws-is-the-oracle' },
  { text: '2. A state for failing', link: '/decisions/0002-a-state-for-failing' },
  {
    text: '3. Disconnect in a later task',
    link: '/decisions/0003-disconnect-closes-in-a-later-task',
  },
  { text: '4. Compression is off', link: '/decisions/0004-compression-is-off' },
  { text: '5. Full jitter', link: '/decisions/0005-full-jitter-with-a-minimum' },
  { text: '6. Links in messages', link: '/decisions/0006-messages-link-to-the-docs' },
  { text: '7. One block a burst', link: '/decisions/0007-one-block-a-burst' },
  { text: '8. A window of 64 KiB', link: '/decisions/0008-a-window-of-64-kib' },
]

export default defineConfig({
  title: 'wsevent',
  description: 'One WebSocket client, the same in every browser and in Node.',
  lang: 'en',
  cleanUrls: true,
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // GitHub shows README.md beside a folder's files; here a folder's page is index.
  srcExclude: ['README.md', 'reference/README.md'],
  rewrites: { 'decisions/README.md': 'decisions/index.md' },
  markdown: { anchor: { slugify: slugOf } },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/getting-started' },
      { text: 'API', link: '/api' },
      { text: 'Errors', link: '/errors' },
    ],
    sidebar: [
      { text: 'Guide', items: guide },
      {
        text: 'API',
        items: [
          { text: 'API', link: '/api' },
          { text: 'Errors', link: '/errors' },
        ],
      },
      { text: 'Generated reference', collapsed: true, items: reference },
      { text: 'Decisions', collapsed: true, items: decisions },
    ],
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: repository }],
    editLink: { pattern: `${repository}/edit/main/docs/:path`, text: 'Edit this page' },
  },
})
