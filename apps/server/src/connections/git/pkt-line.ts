// The lines of Git's protocol: https://git-scm.com/docs/gitprotocol-common

export const flush = '0000';
const delimiter = '0001';

/** A request of protocol 2: a command, its capabilities and its arguments. */
export function writeCommand(
  command: string,
  capabilities: readonly string[],
  options: readonly string[],
): string {
  const lines = (texts: readonly string[]): string => texts.map(writeLine).join('');
  return lines([`command=${command}`, ...capabilities]) + delimiter + lines(options) + flush;
}

function writeLine(text: string): string {
  return (Buffer.byteLength(text) + 5).toString(16).padStart(4, '0') + `${text}\n`;
}

/** The lines of an answer; null for a separator. Throws a `SyntaxError` if it is damaged. */
export function readLines(body: Buffer): (Buffer | null)[] {
  const lines: (Buffer | null)[] = [];
  for (let at = 0; at < body.length;) {
    const head = body.toString('latin1', at, at + 4);
    const length = /^[0-9a-f]{4}$/i.test(head) ? Number.parseInt(head, 16) : -1;
    if (length < 0 || length === 3 || at + length > body.length)
      throw new SyntaxError('A line of the protocol is damaged');
    lines.push(length < 4 ? null : body.subarray(at + 4, at + length));
    at += Math.max(length, 4);
  }
  return lines;
}

export const lineText = (line: Buffer): string => line.toString('utf8').replace(/\n$/, '');
