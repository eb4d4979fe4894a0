/**
 * Server messages name command-line options; here these are fields, so those sentences are dropped.
 */
export function toBrowserWording(text: string): string {
  const kept = text
    .split(/(?<=[.?!])\s+/)
    .filter((sentence) => !/(^|\s)--[a-z]/.test(sentence))
    .join(' ')
    .replace(/set its format to (Document|CSV table)/, 'select $1 under “Read as”');
  return kept === '' ? text : kept;
}
