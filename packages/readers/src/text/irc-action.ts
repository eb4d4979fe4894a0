import type { LogLine } from './text-log-line.ts';

/** A line of IRC after `/me`: `* mara restarts the database`. */
const action = /^\s*\* (\S{1,40}) (\S.*)$/s;

/** Lines of other logs also start with a sign: only who also speaks in the file is an author. */
export function findNicks(lines: readonly (LogLine | null)[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line?.author ?? []));
}

/** The same line, with its author if it is an action of one of them. */
export function readAction(line: LogLine, nicks: ReadonlySet<string>): LogLine {
  const [, nick, text] = (line.author === null && action.exec(line.text)) || [];
  return nick === undefined || text === undefined || !nicks.has(nick)
    ? line
    : { ...line, author: nick, text };
}
