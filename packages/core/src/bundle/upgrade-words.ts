/** Kinds of activity of version 1, and what they are called now. */
const kinds: Record<string, string> = {
  'inquiry.undone': 'investigation.undone',
};

/** An activity of version 1 in the words of this one. */
export function upgradeActivity(line: Record<string, unknown>): Record<string, unknown> {
  const { kind } = line;
  return typeof kind === 'string' ? { ...line, kind: kinds[kind] ?? kind } : line;
}
