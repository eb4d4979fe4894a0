import { createHash } from 'node:crypto';
import type { EvidenceDetails, Mark } from '@debrief/contract';
import { cleanText, storable } from './bytes/decode.ts';
import type { IdentityRef, SourceRecord, StreamRef } from './source.ts';

export const maxFields = 40;
const maxFieldLength = 500;
const maxListed = 200;

/**
 * Prepares a record for storage: removes characters that the database cannot store, truncates to
 * the limits, and adds a mark for each problem.
 */
export function finish(record: SourceRecord): SourceRecord {
  const { text, marks } = cleanText(record.text);
  const { details } = record;
  const title = details.title === undefined ? null : cleanText(details.title);
  return {
    ...record,
    text,
    stream: finishStream(record.stream),
    key: record.key === null ? null : finishKey(record.key),
    repliesTo: record.repliesTo === null ? null : finishKey(record.repliesTo),
    author: record.author === null ? null : finishIdentity(record.author),
    reactions: record.reactions
      .slice(0, maxListed)
      .map(({ name, by }) => ({ name: limitText(name, 100), by: by.map(finishIdentity) })),
    details: {
      ...details,
      ...(title === null ? {} : { title: limitText(title.text, 1000) }),
      ...(details.fields === undefined ? {} : { fields: finishFields(details.fields) }),
      ...(details.commit === undefined ? {} : { commit: finishCommit(details.commit) }),
      ...(details.files === undefined
        ? {}
        : { files: details.files.slice(0, maxListed).map(finishFile) }),
      ...(details.links === undefined
        ? {}
        : { links: details.links.filter(isFollowable).slice(0, maxListed).map(finishLink) }),
    },
    marks: [...new Set<Mark>([...record.marks, ...marks, ...(title?.marks ?? [])])],
  };
}

export function finishStream(stream: StreamRef): StreamRef {
  return {
    key: finishKey(stream.key) || 'unnamed',
    name: limitText(stream.name, 200).trim() || 'unnamed',
  };
}

export function finishIdentity(identity: IdentityRef): IdentityRef {
  return {
    ...identity,
    key: finishKey(identity.key),
    name:
      limitText(identity.name.replaceAll(/\s+/g, ' ').trim(), 200) || limitText(identity.key, 200),
    email: identity.email === null ? null : limitText(identity.email, 320),
  };
}

function finishFields(fields: Record<string, string>): Record<string, string> {
  const kept = new Map<string, string>();
  for (const [name, value] of Object.entries(fields).slice(0, maxFields)) {
    const short = limitText(name, 100);
    // Two long names that are cut to the same one stay two.
    const own = kept.has(short) ? `${limitText(name, 96)} ${kept.size}` : short;
    kept.set(own, limitText(value, maxFieldLength));
  }
  return Object.fromEntries(kept);
}

const urlLength = 4000;

function finishFile({
  name,
  url,
  type,
  size,
}: NonNullable<EvidenceDetails['files']>[number]): NonNullable<EvidenceDetails['files']>[number] {
  return {
    name: limitText(name, 500),
    ...(url === undefined ? {} : { url: limitText(url, urlLength) }),
    ...(type === undefined ? {} : { type: limitText(type, 200) }),
    ...(size === undefined ? {} : { size }),
  };
}

/** A client that shows other addresses as links could run them; the text and the payload keep them. */
function isFollowable({ url }: { url: string }): boolean {
  return /^(?:https?|mailto|tel|slack|ftp):/i.test(url);
}

function finishLink({
  url,
  title,
}: NonNullable<EvidenceDetails['links']>[number]): NonNullable<EvidenceDetails['links']>[number] {
  return {
    url: limitText(url, urlLength),
    ...(title === undefined ? {} : { title: limitText(title, 500) }),
  };
}

function finishCommit(
  commit: NonNullable<EvidenceDetails['commit']>,
): NonNullable<EvidenceDetails['commit']> {
  return {
    sha: storable(commit.sha),
    parents: commit.parents.map(storable),
    files: commit.files.map(({ path, status }) => ({
      path: limitText(path, 1000),
      status: limitText(status, 20),
    })),
    ...(commit.tag === undefined ? {} : { tag: limitText(commit.tag, 500) }),
  };
}

/** A key can be truncated, but never so that two become equal. */
function finishKey(key: string): string {
  const safe = storable(key);
  return safe.length <= 300
    ? safe
    : `${safe.slice(0, 200).toWellFormed()}#${createHash('sha256').update(safe).digest('hex')}`;
}

export function limitText(text: string, length: number): string {
  const safe = storable(text);
  return safe.length <= length ? safe : `${safe.slice(0, length - 1).toWellFormed()}…`;
}
