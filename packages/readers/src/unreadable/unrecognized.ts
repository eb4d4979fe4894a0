import { baseName } from '../bytes/upload.ts';
import type { Upload } from '../source.ts';

/** A file that no reader recognizes and that nothing else explains: text without times. */
export function explainUnrecognized(upload: Upload): string {
  if (upload.isFolder)
    return `${upload.name} isn't the folder of a Slack export. Import the files in it.`;
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
