import type { MarkdownRenderer } from 'vitepress'

/** A header cell without text heads nothing: it becomes an ordinary cell, as axe asks. */
function emptyHeader(md: MarkdownRenderer): void {
  md.core.ruler.push('empty-header', ({ tokens }) => {
    for (const [index, open] of tokens.entries()) {
      const close = tokens[index + 2]
      if (open.type !== 'th_open' || !close || tokens[index + 1]?.content) continue
      open.tag = 'td'
      close.tag = 'td'
    }
  })
}

const FOLDER = /^(?!https?:)(.*\/)?README\.md(?=#|$)/

/** A folder's page is README.md on GitHub, and the folder itself on the site. */
function folderLinks(md: MarkdownRenderer): void {
  md.core.ruler.push('folder-links', ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.attrGet('href')
      if (href)
        token.attrSet(
          'href',
          href.replace(FOLDER, (_, folder = './') => String(folder)),
        )
    }
  })
}

/** What the pages need beside VitePress's own Markdown. */
export function extend(md: MarkdownRenderer): void {
  md.use(emptyHeader).use(folderLinks)
}
