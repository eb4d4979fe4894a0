import type { LogLine } from './text-log-line.ts';

/** `2024-03-13 13:02:11	@mara	orders fail`. */
const shape = /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})\t([^\t]{0,60})\t(.*)$/s;
/** In place of a name: who joined or left, and what the program says. */
const notice = /^(?:-->|<--|--|=!=|\s*)$/;
const mode = /^[@+%&~]/;

/** A line of WeeChat: the nick, without the sign of its mode, is the author. Null otherwise. */
export function readWeechatLine(line: string): LogLine | null {
  const [, time = '', mark = '', text = ''] = shape.exec(line) ?? [];
  if (time === '') return null;
  if (notice.test(mark)) return { time, text: `${mark} ${text}`.trim(), author: null, fields: {} };
  // "mara restarts the database", after /me.
  const [nick = '', ...deed] = mark.trim() === '*' ? text.split(' ') : [mark.trim(), text];
  return { time, text: deed.join(' '), author: nick.replace(mode, ''), fields: {} };
}

/** These columns are also those of other logs: something in them must show a conversation. */
export function isWeechat(lines: readonly string[]): boolean {
  const found = lines.map((line) => shape.exec(line));
  if (lines.length === 0 || found.includes(null)) return false;
  const marks = found.map((fields) => fields?.[2] ?? '');
  const nicks = marks.map((mark) => mark.replace(mode, ''));
  const isAddressed = found.some((fields) => {
    const name = /^(\S{1,40})[:,] /.exec(fields?.[3] ?? '')?.[1];
    return name !== undefined && nicks.includes(name);
  });
  const isMarked = marks.some((mark) => /^(?:-->|<--| \*|[@+%&~]\w)/.test(mark));
  return isAddressed || isMarked;
}
