export interface CalendarLine {
  name: string;
  parameters: Map<string, string>;
  value: string;
}

/** The lines of a component, with those that were folded joined again. */
export function readLines(text: string): CalendarLine[] {
  return text
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      const found = readLine(line);
      return found === null ? [] : [found];
    });
}

/** `DTSTART;TZID="Europe/Berlin":20260302T080000` */
function readLine(line: string): CalendarLine | null {
  const [, head = '', value = ''] = /^((?:"[^"]*"|[^":])+):(.*)$/s.exec(line) ?? [];
  if (head === '') return null;
  const [name = '', ...rest] = head.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const at = part.indexOf('=');
    if (at > 0)
      parameters.set(part.slice(0, at).toUpperCase(), part.slice(at + 1).replaceAll('"', ''));
  }
  return { name: name.toUpperCase(), parameters, value };
}

/** The lines of an event itself, not those of its alarms. */
export function withoutInner(lines: readonly CalendarLine[]): CalendarLine[] {
  let depth = 0;
  return lines.filter(({ name }) => {
    if (name === 'BEGIN') depth += 1;
    const isOwn = depth === 1 && name !== 'BEGIN' && name !== 'END';
    if (name === 'END') depth -= 1;
    return isOwn;
  });
}

export function unescapeText(value: string): string {
  return value.replaceAll(/\\([nN,;\\:"])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign));
}
