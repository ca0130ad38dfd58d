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
