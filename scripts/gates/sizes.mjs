import { measure, readStated } from '../size.mjs'

/** Each bundle within its budget, and the README's figure the measured one. */
export async function checkSizes() {
  const complaints = []
  for (const { title, bytes, budget } of await measure()) {
    console.log(
      `     ${title}: ${bytes.toLocaleString('en')} of ${budget.toLocaleString('en')} bytes`,
    )
    if (bytes > budget) complaints.push(`${title} has ${bytes} bytes, and its budget is ${budget}`)
  }
  return [...complaints, ...(await readStated()).complaints]
}
