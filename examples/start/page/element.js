/** An element with properties, attributes (those with a hyphen) and children. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes('-') || key === 'role') made.setAttribute(key, value)
    else made[key] = value
  }
  made.append(...children)
  return made
}

export const byId = (id) => document.getElementById(id)

/** 1234 → "1.2 s" */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`

/** What a lost connection took along, as the end of a sentence's part. */
export function gone(count) {
  if (count === 0) return ''
  return count === 1 ? ', 1 on its way is gone' : `, ${count} on their way are gone`
}
