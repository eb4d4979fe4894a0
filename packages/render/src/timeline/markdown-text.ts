/**
 * Escapes user text in Markdown, so that it reads as written and does nothing: no heading, list,
 * link, image, HTML, table cell, code, math or mention (CommonMark, section 2.4, and GitHub's
 * autolinks).
 */
export function plainLine(text: string): string {
  return escapeMarkdown(text.replaceAll(/\s+/g, ' ').trim());
}

/**
 * Like `plainLine` for each line; blank lines at the ends are dropped, and several in a row become
 * one.
 */
export function plainLines(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).map(plainLine);
  return lines.filter(
    (line, index) =>
      line !== '' ||
      (index > 0 && lines[index - 1] !== '' && lines.slice(index).some((later) => later !== '')),
  );
}

function escapeMarkdown(line: string): string {
  return line
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .replaceAll(/[\\`*_[\]|~$^{}]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('://', String.raw`\://`)
    .replaceAll(/www\./gi, (www) => `${www.slice(0, -1)}\\.`)
    .replaceAll('@', '@\u2060')
    .replace(/^[#+\-=:!]+|(?<!#)#+$/g, (marks) => marks.replaceAll(/[^\\]/g, String.raw`\$&`))
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`);
}
