import { byId, element } from './element.js'

const LINK = /https?:\/\/\S+/
const DOCS = 'https://github.com/wsevent/wsevent/blob/main/docs/errors.md'

/**
 * The card that says what an error means and what to do about it.
 * @param {{ code: string, reason: string }} error its reason ends with the link to its section of the docs
 * @param {string} outcome what has become of it meanwhile
 * @param {boolean} isSolved
 */
export function showProblem({ code, reason }, outcome, isSolved) {
  const href = LINK.exec(reason)?.[0] ?? `${DOCS}#${code.toLowerCase()}`
  const link = element('a', { href, target: '_blank', rel: 'noopener' }, `What else causes ${code}`)
  byId('problem').replaceChildren(
    element('h2', { id: 'problem-title' }, element('code', {}, code)),
    element('p', {}, reason.replace(LINK, '').trim()),
    element('p', { className: 'outcome' }, outcome),
    element('p', {}, link),
  )
  byId('problem').classList.toggle('solved', isSolved)
  byId('problem').hidden = false
}

/** The page itself cannot go on. */
export function showFatal(title, sentence) {
  byId('problem').replaceChildren(
    element('h2', { id: 'problem-title' }, title),
    element('p', {}, sentence),
  )
  byId('problem').classList.add('fatal')
  byId('problem').hidden = false
}
