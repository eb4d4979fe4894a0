/** What the server says names the options of the command line where they help; here they are fields, so those sentences are left out. */
export function toBrowserWording(text: string): string {
  const kept = text
    .split(/(?<=[.?!])\s+/)
    .filter((sentence) => !/(^|\s)--[a-z]/.test(sentence))
    .join(' ');
  return kept === '' ? text : kept;
}
