const LINK = /https?:\/\/\S+/
const DOCS = 'https://github.com/wsevent/wsevent/blob/main/docs/errors.md'

// The script-tag build has only codes and links, so the sentences come from the docs, which are served with this page.
const response = await fetch('errors.md')
const docs = response.ok ? await response.text() : ''

/**
 * What an error means, in the words of the docs, with a link to its section.
 * @param {string} code
 * @param {string} message the code, what it is about, and a link
 */
export function explanation(code, message) {
  const about = message.replace(LINK, '').replace(code, '').trim()
  const href = LINK.exec(message)?.[0] ?? `${DOCS}#${code.toLowerCase()}`
  const notice = element('div', { className: 'explanation' })
  const title = element('code', { textContent: about ? `${code}: ${about}` : code })
  const link = element('a', {
    textContent: 'Read more in the docs',
    href,
    target: '_blank',
    rel: 'noopener',
  })
  notice.append(title, firstParagraph(code), ' ', link)
  return notice
}

/** The docs' first paragraph below the code's heading, without its marks. */
function firstParagraph(code) {
  const sections = docs.replaceAll(/`|\*\*/g, '').split(/^#+ /m)
  const section = sections.find((text) => text.startsWith(`${code}\n`)) ?? ''
  return (section.split(/\n\s*\n/)[1] ?? '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties)
}
