import type { EvidenceKind } from '@debrief/contract';
import { readHtml } from '../document/read-html.ts';
import { finish } from '../finish.ts';
import type { IdentityRef, Read, SourceRecord } from '../source.ts';
import { readTime, type TimeRead, type TimeRules } from '../time/time.ts';
import { childrenNamed, linkIn, textNamed, type XmlElement } from './feed-xml.ts';

/** What is known of an entry before it is read. */
export interface Entry extends Pick<SourceRecord, 'marks' | 'payload' | 'place' | 'stream'> {
  rules: TimeRules;
  kind: EvidenceKind | undefined;
}

interface Update {
  time: TimeRead;
  state: string;
  text: string;
}

/** The record of an entry, and those of its updates if it is from a status page; or what is wrong. */
export function readEntry(element: XmlElement, entry: Entry): Read[] | string {
  const written =
    textNamed(element, 'published', 'pubDate', 'dc:date', 'issued') ||
    textNamed(element, 'updated', 'modified');
  const time = readTime(written, entry.rules);
  if (typeof time === 'string')
    return time === 'missing' ? 'The entry has no time.' : `Not a time: ${written.slice(0, 80)}.`;
  const title = readHtml(textNamed(element, 'title'));
  const content = readHtml(
    textNamed(element, 'content:encoded', 'content', 'description', 'summary'),
  );
  const link = linkIn(element);
  const key = textNamed(element, 'id', 'guid') || link || null;
  const updates = readUpdates(content, { ...entry.rules, origin: time.at });
  const last = updates.at(-1);
  const shared = { link, title, author: findAuthor(element) };
  const text = content === '' || content === title ? title : `${title}\n\n${content}`;
  const own = toRecord(entry, {
    ...shared,
    key,
    kind: last === undefined ? 'note' : 'status-update',
    time: updates[0]?.time ?? time,
    untilAt:
      last !== undefined && /^(?:resolved|completed)$/i.test(last.state) ? last.time.at : null,
    state: last?.state ?? '',
    text: last === undefined ? text.trim() : title,
    repliesTo: null,
  });
  return [
    own,
    ...updates.map((update, index) =>
      toRecord(entry, {
        ...shared,
        ...update,
        // The newest is the first in the feed: counted from the oldest, the number stays the same.
        key: key === null ? null : `${key}#${index + 1}`,
        kind: 'status-update',
        untilAt: null,
        repliesTo: key,
      }),
    ),
  ];
}

const updateTime = /^[A-Z][a-z]{2} {1,2}\d{1,2}, \d{1,2}:\d\d(?::\d\d)? [A-Z]{2,5}$/;
const updateText = /^([A-Z][A-Za-z ]{2,30}) - (.*)$/;

/**
 * The updates in the entry of a Statuspage incident, oldest first: a line with the time without a
 * year, then the state and the message. Empty if it contains anything else.
 */
function readUpdates(content: string, rules: TimeRules): Update[] {
  const updates: Update[] = [];
  let time: TimeRead | null = null;
  for (const line of content.split('\n').map((one) => one.trim())) {
    const last = updates.at(-1);
    const [, state, text] = updateText.exec(line) ?? [];
    if (updateTime.test(line)) {
      const read = readTime(line, rules);
      if (typeof read === 'string') return [];
      time = read;
    } else if (time !== null && state !== undefined && text !== undefined) {
      updates.push({ time, state, text });
      time = null;
    } else if (last !== undefined && time === null) last.text += `\n${line}`;
    else if (line !== '' && !line.startsWith('THIS IS A SCHEDULED EVENT')) return [];
  }
  return updates.map((update) => ({ ...update, text: update.text.trim() })).toReversed();
}

function findAuthor(element: XmlElement): IdentityRef | null {
  const [person] = childrenNamed(element, 'author');
  const written =
    (person !== undefined && (textNamed(person, 'name') || person.text.trim())) ||
    textNamed(element, 'dc:creator');
  if (written === '' || written === undefined) return null;
  const email = person === undefined ? '' : textNamed(person, 'email');
  return { key: written, name: written, email: email || null, isBot: false };
}

interface Found extends Pick<
  SourceRecord,
  'author' | 'key' | 'kind' | 'repliesTo' | 'text' | 'untilAt'
> {
  time: TimeRead;
  title: string;
  link: string;
  state: string;
}

function toRecord({ rules: _, kind, ...entry }: Entry, found: Found): Read {
  const { time, title, link, state, untilAt, ...own } = found;
  return {
    type: 'record',
    record: finish({
      ...entry,
      ...own,
      kind: kind ?? own.kind,
      occurredAt: time.at,
      untilAt: untilAt !== null && untilAt > time.at ? untilAt : null,
      precision: time.precision,
      zoneOffset: time.zoneOffset,
      reactions: [],
      details: {
        ...(title !== '' && { title }),
        ...(link !== '' && { links: [{ url: link }] }),
        ...(state !== '' && { fields: { state: state.toLowerCase() } }),
      },
      marks: time.isEpoch ? [...entry.marks, 'epoch-time'] : entry.marks,
      change: 'present',
    }),
  };
}
