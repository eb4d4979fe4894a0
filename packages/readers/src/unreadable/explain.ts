import { bson } from '../bson/bson.ts';
import { isFeed } from '../feed/feed-xml.ts';
import { asBuffer, isBinary } from '../bytes/content.ts';
import { baseName } from '../bytes/upload.ts';
import { isZip } from '../bytes/zip.ts';
import { isPdf } from '../office/pdf-text.ts';
import { isTar } from '../container/tar-header.ts';
import { findZipKind, listPaths } from '../container/zip-kind.ts';
import type { Upload } from '../source.ts';
import { explainEmpty } from './empty.ts';

interface Kind {
  /** Matched in the first bytes, as Latin-1. */
  signature: RegExp;
  is: string;
  /** What would work. `NAME` is the file's name. */
  remedy: string;
}

const asText = 'Save it as Markdown or HTML, then import that file.';
const unpack = 'Unpack it, then import the folder.';

const kinds: readonly Kind[] = [
  {
    signature: /^(?:\x1f\x8b|\x28\xb5\x2f\xfd)/,
    is: 'a compressed file inside another one',
    remedy: 'Unpack it, then import that file.',
  },
  {
    signature: /^\xfd7zXZ\0/,
    is: 'an xz file',
    remedy: 'Unpack it, or run: xzcat NAME | debrief import -',
  },
  {
    signature: /^BZh[1-9]/,
    is: 'a bzip2 file',
    remedy: 'Unpack it, or run: bzcat NAME | debrief import -',
  },
  {
    signature: /^[\s\S]{4}(?:\x07_id\0[\s\S]{12}|\x02_id\0|\x10_id\0)/,
    is: 'a BSON dump of MongoDB',
    remedy: 'Run: bsondump NAME > events.jsonl, then import that file.',
  },
  { signature: /^7z\xbc\xaf\x27\x1c/, is: 'a 7-Zip archive', remedy: unpack },
  { signature: /^Rar!\x1a\x07/, is: 'a RAR archive', remedy: unpack },
  {
    signature: /^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/,
    is: 'a file of an older Microsoft Office or Outlook (.doc, .xls, .msg)',
    remedy: 'Save it as HTML or CSV, then import that file.',
  },
  { signature: /^\{\\rtf/, is: 'a rich text document', remedy: asText },
  {
    signature: /^SQLite format 3\0/,
    is: 'an SQLite database',
    remedy:
      'Export the table that you need: sqlite3 -header -csv NAME "select * from …" > events.csv',
  },
  {
    signature: /^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|BM.{4}\0\0\0\0|II\*\0|MM\0\*)/s,
    is: 'an image',
    remedy: 'Type what it shows as a note, or import the data behind it.',
  },
  {
    signature: /^(?:....ftyp|\x1aE\xdf\xa3|ID3|OggS|RIFF....(?:WAVE|AVI ))/s,
    is: 'a recording',
    remedy: 'Import its transcript (WebVTT, SRT) instead.',
  },
  {
    signature: /^PAR1/,
    is: 'a Parquet file',
    remedy: 'Convert it to CSV or JSON lines, then import that file.',
  },
  {
    signature: /^ElfFile\0/,
    is: 'a Windows event log',
    remedy: 'Save the events as CSV in Event Viewer, then import that file.',
  },
  {
    signature: /^(?:\xd4\xc3\xb2\xa1|\xa1\xb2\xc3\xd4|\x0a\x0d\x0d\x0a)/,
    is: 'a network capture',
    remedy: 'Export the packets that matter as CSV, then import that file.',
  },
  {
    signature: /^(?:\x7fELF|MZ[\s\S]{2,}PE\0\0|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe)/,
    is: 'a program',
    remedy: 'Import what it wrote: its log, or an export.',
  },
  {
    signature: /^version https:\/\/git-lfs\.github\.com/,
    is: 'a Git LFS pointer to a file',
    remedy: 'Run: git lfs pull, then import the file.',
  },
  {
    signature:
      /^(?:-- (?:MySQL|MariaDB|PostgreSQL|SQLite)|PRAGMA foreign_keys|--\s*\n-- PostgreSQL)/,
    is: 'an SQL dump',
    remedy: 'Load it into a database, then export the table that you need as CSV.',
  },
  {
    signature: /^# (?:HELP|TYPE) \w+ /,
    is: 'a page of Prometheus metrics',
    remedy: 'Export the values over time from Prometheus as JSON: /api/v1/query_range.',
  },
  {
    signature: /^(?:[*|\\/ ]{0,20}(?=\d*[a-f])[0-9a-f]{7,12} (?:- )?[^\d\s].*(?:\r?\n|$)){2}/,
    is: 'a Git log without dates',
    remedy: 'Run: debrief import git PATH, or write the log again with: git log --date=iso',
  },
  {
    signature: /^(?:NAMESPACE +)?LAST SEEN +TYPE +REASON/,
    is: 'a list of Kubernetes events with ages instead of times',
    remedy: 'Run: kubectl get events -o json > events.json, then import that file.',
  },
  {
    signature:
      /^(?:T ?0\b.*\r?\n)?T ?[+-] ?\d{1,4}(?:: |\s+(?!(?:m|min\w*|h|hours?|s|sec\w*)\b)[^\d\s])/i,
    is: 'a list of times such as T+5 without their unit',
    remedy: 'Write them as T+5m or T+00:05, then import the file.',
  },
  {
    signature:
      /^\s*<(?:\?xml|(?!!|(?:html|head|body|p|div|h\d|article|section|table|ul|ol|main|span|a|b)\b)[A-Za-z][\w:.-]*[\s>/])/i,
    is: 'an XML file',
    remedy: 'Export the same data as CSV or JSON, then import that file.',
  },
  {
    signature: /^(?:%YAML|---[^\S\n]*\n(?:#.*\n|\s)*[\w"'-]+:)/,
    is: 'a YAML file',
    remedy: 'Convert it to JSON, such as with: yq -o=json NAME > events.json',
  },
];

/**
 * What an unreadable file is, and what would work; null if a reader may read it. Looks at content,
 * never only at the name.
 */
export async function explainUnreadable(upload: Upload): Promise<string | null> {
  if (upload.isFolder || upload.size === 0) return null;
  if (isTar(upload.head) || isPdf(upload.head)) return null;
  if (isZip(upload.head)) return explainZip(upload);
  const head = asBuffer(upload.head);
  const begin = head
    .subarray(0, 2000)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '');
  const isDocument = /\.(md|markdown|mdx|mdown|html?)$/i.test(upload.name);
  if (isFeed(begin) || (await bson.recognise(upload)) > 0) return null;
  const kind = kinds.find(({ signature }) => signature.test(begin));
  if (kind !== undefined && !(isDocument && /YAML/.test(kind.is)))
    return sentence(upload, kind.is, kind.remedy);
  if (isWebPage(begin) && /\.(csv|tsv|jsonl?|ndjson|log|zip)$/i.test(upload.name))
    return sentence(
      upload,
      'a web page, such as a sign-in page,',
      'Sign in and download the file again.',
    );
  const named = namedKinds.find(([ending]) => ending.test(upload.name));
  if (named !== undefined && !isBinary(upload)) return sentence(upload, named[1], named[2]);
  return (
    explainEmpty(upload) ??
    (isBinary(upload)
      ? sentence(
          upload,
          'a binary file of an unknown kind',
          'Export the same data as CSV, JSON or plain text, then import that file.',
        )
      : null)
  );
}

/** Text that would be read as something else, by mistake. */
const namedKinds: readonly [ending: RegExp, is: string, remedy: string][] = [
  [/\.ya?ml$/i, 'a YAML file', 'Convert it to JSON, such as with: yq -o=json NAME > events.json'],
  [/\.(?:toml|ini|conf|cfg)$/i, 'a configuration file', 'Import a log or an export instead.'],
  [/\.sql$/i, 'an SQL script', 'Run it, then export the table that you need as CSV.'],
];

function sentence(upload: Upload, is: string, remedy: string): string {
  return `${upload.name} is ${is}, which Debrief can't read. ${remedy.replaceAll('NAME', baseName(upload.name))}`.replace(
    /, which Debrief can't read\. Sign in/,
    ' instead of data. Sign in',
  );
}

function isWebPage(begin: string): boolean {
  return /^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html[\s>])/i.test(begin);
}

/** Other archives are read file by file, and damaged ones are explained when they are opened. */
async function explainZip(upload: Upload): Promise<string | null> {
  const paths = await listPaths(upload);
  const kind = findZipKind(paths);
  if (kind !== null) return kind.remedy === null ? null : sentence(upload, kind.is, kind.remedy);
  return isEmptyZip(upload.head)
    ? `${upload.name} is an empty zip. Create it again, then import it.`
    : null;
}

/** Only the end of a directory that has no entries. */
function isEmptyZip(head: Uint8Array): boolean {
  return head[2] === 5;
}
