import { run } from '../command.mjs'
import { PACKAGES } from '../workspace.mjs'

/** @param {import('../gates.mjs').Packed} packed */
export async function checkPublint({ tarballs }) {
  const complaints = []
  for (const name of Object.keys(PACKAGES)) {
    // Given a folder, publint would start pnpm; the tarball is what is published, anyway.
    // A suggestion is no complaint: the legacy `browser` map, which it would drop, is for Parcel.
    const command = ['publint', await tarballs.pathOf(name), '--strict', '--level', 'warning']
    const { status, output } = await run(command)
    if (status !== 0) complaints.push(output)
  }
  return complaints
}
