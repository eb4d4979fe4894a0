const fence = /```|~~~/u;
/** Lines that a person pasted: quotes, indented code, logs, JSON, shell, stack traces, tables. */
const pasted: readonly RegExp[] = [
  /^\s*(?:>|&gt;)/u,
  /^(?: {4}|\t)/u,
  /^\s*[[({"'`]?\d{4}-\d\d-\d\d[T ]\d\d:\d\d/u,
  /^\s*\[?\d\d:\d\d:\d\d/u,
  /^\s*\w{3} +\d{1,2} \d\d:\d\d:\d\d/u,
  /\b(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|TRACE|CRIT(?:ICAL)?)\b/u,
  /\blevel=\w+/u,
  /^\s*[{[].*[}\]],?\s*$/u,
  /^\s*"[^"]+"\s*:/u,
  /^\s*(?:\$|#|>>>|%) \S/u,
  /^\s*(?:at |File "|Traceback|Caused by:|\.\.\. \d+ more)/u,
  /(?:^|\s)\w[\w.]*=\S+(?:\s+\w[\w.]*=\S+){2}/u,
  /"(?:GET|POST|PUT|PATCH|DELETE|HEAD) \//u,
  /^\s*[-+]{3} |^@@ /u,
  /^\s*\|.*\|\s*$/u,
];
const longest = 240;

/** The sentences that a person wrote in a message, without what they pasted: code, logs, quotes. */
export function listSentences(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let isFenced = false;
  let offset = 0;
  for (const line of text.split('\n')) {
    const [first = '', ...others] = line.split(fence);
    const own = isFenced ? '' : first;
    isFenced = isFenced !== (others.length % 2 === 1);
    if (!pasted.some((pattern) => pattern.test(own)))
      for (const match of own.matchAll(/\S.*?(?:[.!?…]+(?=\s|$)|$)/gu)) {
        const sentence = match[0].trimEnd();
        if (isSpoken(sentence))
          found.push({ start: offset + match.index, end: offset + match.index + sentence.length });
      }
    offset += line.length + 1;
  }
  return found;
}

/** Mostly words: not an identifier, an address, code in backticks or words that were redacted. */
function isSpoken(sentence: string): boolean {
  const plain = sentence.replaceAll(/`[^`]*`|\bhttps?:\S+/gu, '');
  const letters = plain.match(/[\p{L}\s]/gu)?.length ?? 0;
  return (
    sentence.length <= longest &&
    !sentence.includes('█') &&
    plain.split(/\s+/u).filter((word) => /\p{L}/u.test(word)).length >= 3 &&
    letters >= plain.length * 0.7
  );
}
