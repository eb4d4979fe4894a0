import type { GitObject } from './pack.ts';

export interface Commit {
  sha: string;
  parents: string[];
  authored_at: string;
  committed_at: string;
  author_name: string;
  author_email: string;
  subject: string;
  body: string;
}

export interface Tag {
  tag: string;
  /** The commit. */
  sha: string;
  tagged_at: string;
  subject: string;
  author_name: string;
  author_email: string;
}

/** Null for what is not a commit. */
export function readCommit({ id, type, data }: GitObject): Commit | null {
  if (type !== 'commit') return null;
  const { headers, subject, body } = readObject(data);
  const author = readPerson(headers.get('author')?.[0]);
  const committer = readPerson(headers.get('committer')?.[0]);
  return {
    sha: id,
    parents: headers.get('parent') ?? [],
    authored_at: author.at,
    committed_at: committer.at || author.at,
    author_name: author.name,
    author_email: author.email,
    subject,
    body,
  };
}

/** The id of the tree of a commit; null for what is none. */
export function readTreeId({ type, data }: GitObject): string | null {
  if (type !== 'commit') return null;
  return /^tree ([0-9a-f]{40,64})$/m.exec(data.toString('latin1', 0, 80))?.[1] ?? null;
}

/** Null for what is not an annotated tag. */
export function readTag({ type, data }: GitObject): Tag | null {
  if (type !== 'tag') return null;
  const { headers, subject } = readObject(data);
  const person = readPerson(headers.get('tagger')?.[0]);
  return {
    tag: headers.get('tag')?.[0] ?? '',
    sha: headers.get('object')?.[0] ?? '',
    tagged_at: person.at,
    subject,
    author_name: person.name,
    author_email: person.email,
  };
}

function readObject(data: Buffer): {
  headers: Map<string, string[]>;
  subject: string;
  body: string;
} {
  const end = data.indexOf('\n\n');
  const head = data.toString('latin1', 0, end < 0 ? data.length : end);
  const encoding = /^encoding (\S+)$/m.exec(head)?.[1] ?? 'utf-8';
  const decode = createDecoder(encoding);
  const headers = new Map<string, string[]>();
  const bytes = data.subarray(0, end < 0 ? data.length : end);
  // A line that starts with a space continues the one before it, such as a signature.
  for (const line of decode(bytes).split(/\n(?! )/)) {
    const space = line.indexOf(' ');
    const name = line.slice(0, space);
    headers.set(name, [...(headers.get(name) ?? []), line.slice(space + 1)]);
  }
  const message = end < 0 ? '' : decode(data.subarray(end + 2));
  const [subject = '', ...rest] = message.trim().split(/\n\s*\n/);
  const body = rest.join('\n\n').replace(/-----BEGIN [A-Z ]*SIGNATURE-----[\s\S]*$/, '');
  return { headers, subject: subject.replaceAll('\n', ' '), body: body.trim() };
}

function createDecoder(encoding: string): (bytes: Buffer) => string {
  try {
    const decoder = new TextDecoder(encoding);
    return (bytes) => decoder.decode(bytes);
  } catch {
    return (bytes) => bytes.toString('utf8');
  }
}

/** `Ada <ada@example.com> 1772438400 +0100`, with the time as it was there. */
function readPerson(text = ''): { name: string; email: string; at: string } {
  const [, name = '', email = '', seconds = '', sign = '+', hours = '00', minutes = '00'] =
    /^(.*?) ?<([^>]*)> (\d{1,12}) ([+-])(\d\d)(\d\d)$/.exec(text) ?? [];
  if (seconds === '') return { name, email, at: '' };
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const local = new Date((Number(seconds) + offset * 60) * 1000);
  return {
    name: name.trim(),
    email,
    at: Number.isNaN(local.getTime())
      ? ''
      : `${local.toISOString().slice(0, 19)}${sign}${hours}:${minutes}`,
  };
}
