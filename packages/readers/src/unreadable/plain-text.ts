import { baseName } from '../bytes/upload.ts';
import type { Upload } from '../source.ts';

/** A file that no reader recognizes and that nothing else explains: text without times. */
export function explainUnrecognized(upload: Upload): string {
  if (upload.size === 0) return `${upload.name} is empty. Export it again, then import it.`;
  if (/\.(?:csv|tsv|tab)$/i.test(upload.name))
    return `${upload.name} is named like a table, but Debrief finds no columns with times in it. Export it again with times such as 2022-12-06 14:30:05, or set its format to CSV table. Use --format csv.`;
  return [
    `${upload.name} seems to be plain text without times.`,
    "If it's a postmortem, use “Import a postmortem”.",
    `Or run: debrief report import ${quote(baseName(upload.name))} --incident INC-12.`,
    'To keep the text as one item, set its format to Document.',
    'Use --format document.',
  ].join(' ');
}

/** For a shell: a name with a space stays one word. */
function quote(name: string): string {
  return /^[\w.,@%+/-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
