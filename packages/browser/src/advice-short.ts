/** What the script-tag build says of an option of Node's, beside the link. */
export function adviceFor(name: string): string {
  return name
}
