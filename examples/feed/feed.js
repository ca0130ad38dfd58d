/** What a feed shows before it has begun. */
export const EMPTY = { items: [], lost: 0 }

const KEPT = 50

/** The feed with one more message. The server numbers its messages: a gap is what was lost while nobody was connected. */
export function add({ items, lost }, data) {
  const item = JSON.parse(data)
  const missing = items.length > 0 ? item.id - items[0].id - 1 : 0
  const gap = missing > 0 ? [{ id: item.id - 0.5, from: 'gap', text: `${missing} lost` }] : []
  return { items: [item, ...gap, ...items].slice(0, KEPT), lost: lost + Math.max(missing, 0) }
}

/** In a word, where the connection is. */
export function describe({ readyState, delay }) {
  if (readyState === 1) return 'online'
  if (readyState !== 0) return 'offline'
  return delay === undefined ? 'connecting' : 'waiting'
}
