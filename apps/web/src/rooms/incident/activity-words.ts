import type { Activity } from '@debrief/contract';
import { timeText } from '@debrief/craft/time';
import { redactionWords } from '../../ui/redaction-words.ts';
import { readerZone } from '../../ui/reader-zone.ts';

export interface ActivityWords {
  /** Follows the name of who did it: `declared the incident`. */
  what: string;
  details: string[];
}

type Said = string | ActivityWords;
type Teller = (before: Part, after: Part) => Said;

/** What an activity recorded of a thing, read with care: its shape is that of its day. */
class Part {
  readonly #value: unknown;
  constructor(value: unknown) {
    this.#value = value;
  }
  get(name: string): unknown {
    return typeof this.#value === 'object' && this.#value !== null
      ? Object.getOwnPropertyDescriptor(this.#value, name)?.value
      : undefined;
  }
  text(name: string, otherwise = ''): string {
    const value = this.get(name);
    return typeof value === 'string' && value !== '' ? value : otherwise;
  }
  count(name: string): string {
    const value = this.get(name);
    return (typeof value === 'number' ? value : 0).toLocaleString('en-GB');
  }
  each(): Part[] {
    return Array.isArray(this.#value)
      ? this.#value.map((value) => new Part(value))
      : this.#value === null || this.#value === undefined
        ? []
        : [this];
  }
}

const quoted = (text: string) => `“${text.length > 120 ? `${text.slice(0, 119)}…` : text}”`;
const titles = (part: Part) =>
  part
    .each()
    .map((event) => quoted(event.text('title', 'an event')))
    .join(', ');
const names = (part: Part) =>
  part
    .each()
    .map((person) => person.text('name', 'somebody'))
    .join(' and ');

const fields: Record<string, string> = {
  title: 'Title',
  summary: 'Summary',
  severity: 'Severity',
  status: 'Status',
  mode: 'Kind',
  zone: 'Time zone',
  text: 'Text',
  at: 'Time',
  until: 'Until',
  marker: 'Marker',
  precision: 'Precision',
};

function differences(before: Part, after: Part): string[] {
  const isTime = (name: string) => name === 'at' || name === 'until';
  const told = (name: string, value: string) =>
    isTime(name) && !Number.isNaN(Date.parse(value))
      ? timeText(value, readerZone, 'both', 'exact')
      : quoted(value);
  const shown = (name: string, value: unknown) =>
    typeof value === 'string' && value !== '' ? told(name, value) : 'not set';
  return Object.entries(fields).flatMap(([name, label]) =>
    after.get(name) === undefined || before.get(name) === after.get(name)
      ? []
      : [`${label}: ${shown(name, before.get(name))} → ${shown(name, after.get(name))}`],
  );
}

function importEnded(_: Part, after: Part): Said {
  const sum = `${after.count('read')} read = ${after.count('stored')} stored + ${after.count('known')} known + ${after.count('rejected')} rejected`;
  const how: Record<string, string> = {
    done: 'imported',
    cancelled: 'stopped the import of',
    failed: 'could not import',
    interrupted: 'was interrupted importing',
  };
  const problem = after.text('problem');
  return {
    what: `${how[after.text('state')] ?? 'imported'} ${quoted(after.text('name', 'a file'))}`,
    details: problem === '' ? [sum] : [sum, problem],
  };
}

function scopeChanged(before: Part, after: Part): Said {
  const stream = after.text('streamName', 'a stream');
  if (before.get('isIncluded') !== true) return `included ${stream}`;
  const end = (part: Part, name: string, open: string) =>
    part.text(name) === '' ? open : timeText(part.text(name), readerZone, 'both');
  const window = (part: Part) =>
    `${end(part, 'from', 'its beginning')} – ${end(part, 'until', 'its end')}`;
  return {
    what: `changed the window of ${stream}`,
    details: [`${window(before)} → ${window(after)}`],
  };
}

function redacted(_: Part, after: Part): Said {
  const count = Number(after.get('items') ?? 1);
  const reason = after.text('reason');
  return {
    what: `redacted words of ${count === 1 ? 'an item' : `${count} items`} of the record: ${redactionWords(after.text('kind', 'other'))}`,
    details: reason === '' ? [] : [reason],
  };
}

const tellers: Record<string, Teller> = {
  'incident.declared': () => 'declared the incident',
  'incident.imported': () => 'brought the incident in from a bundle',
  'incident.changed': (before, after) => ({
    what: 'changed the incident',
    details: differences(before, after),
  }),
  'incident.restricted': () => 'restricted the incident to its members',
  'incident.opened': () => 'opened the incident to everybody',
  'incident.member-added': (_, after) => `let ${after.text('name', 'somebody')} see the incident`,
  'incident.member-removed': (before) =>
    `took ${before.text('name', 'somebody')} out of the incident`,
  'milestone.set': (_, after) => {
    const at = after.text('at');
    return {
      what: `set the milestone “${after.text('kind', 'milestone').replaceAll('-', ' ')}”`,
      details: at === '' ? [] : [timeText(at, readerZone, 'both')],
    };
  },
  'milestone.cleared': (before) =>
    `cleared the milestone “${before.text('kind', 'milestone').replaceAll('-', ' ')}”`,
  'import.started': (_, after) => `began to import ${quoted(after.text('name', 'a file'))}`,
  'import.cancel-asked': () => 'asked an import to stop',
  'import.ended': importEnded,
  'scope.changed': scopeChanged,
  'scope.dropped': (before) => `left out ${before.text('streamName', 'a stream')}`,
  'source.clock-corrected': (before, after) => {
    const seconds = (part: Part) =>
      `${Number(part.get('clockOffsetMs') ?? 0) / 1000} s`.replace('-', '−');
    return {
      what: `corrected the clock of ${after.text('name', 'a source')}`,
      details: [`${seconds(before)} → ${seconds(after)}`],
    };
  },
  'evidence.redacted': redacted,
  'event.promoted': (_, after) => `promoted ${titles(after)}`,
  'event.changed': (before, after) => {
    const [was, is] = [before.each()[0], after.each()[0]];
    return { what: `changed ${titles(after)}`, details: was && is ? differences(was, is) : [] };
  },
  'event.removed': (before) => `removed ${titles(before)}`,
  'event.merged': (before) => `merged ${titles(before)}`,
  'event.split': (before, after) => ({
    what: `split ${titles(before)}`,
    details: after.each().map((event) => quoted(event.text('title', 'an event'))),
  }),
  'event.undone': (before, after) => `undid a change of ${titles(after) || titles(before)}`,
  'person.merged': (before) => `said that ${names(before)} are one person`,
  'person.split': (_, after) => `gave ${names(after)} a person of their own`,
  'person.match-declined': (_, after) => {
    const who = after.get('names');
    return `said that ${Array.isArray(who) ? who.join(' and ') : 'two persons'} are not the same`;
  },
  'person.renamed': (before, after) => `renamed ${names(before)} to ${names(after)}`,
};

const statements = (part: Part) =>
  part
    .each()
    .map((entry) => quoted(entry.text('statement', 'an entry')))
    .join(', ');
const stepVerbs: Record<string, string> = {
  tested: 'tested',
  supported: 'found support for',
  'ruled-out': 'ruled out',
  confirmed: 'confirmed',
  reopened: 'opened again',
  proposed: 'proposed',
  'step-changed': 'changed a step of',
};

/** What was done to the inquiry: kinds such as `hypothesis.ruled-out` and `decision.changed`. */
function toldOfInquiry(kind: string, before: Part, after: Part): Said | null {
  const [type = '', what = ''] = kind.split('.');
  if (kind === 'inquiry.undone')
    return `undid a change of ${statements(after) || statements(before)}`;
  if (kind === 'factor.why-chain-built')
    return {
      what: 'asked why, again and again',
      details: after.each().map((entry) => quoted(entry.text('statement'))),
    };
  if (kind === 'factor.linked') return 'linked two factors';
  if (kind === 'factor.unlinked') return 'took a link between two factors away';
  if (!['hypothesis', 'decision', 'question', 'factor', 'impact'].includes(type)) return null;
  const verb =
    what === 'added'
      ? 'wrote down'
      : what === 'changed' || what === 'removed'
        ? what
        : stepVerbs[what];
  const told = statements(after) || statements(before);
  return verb === undefined || told === '' ? null : `${verb} the ${type} ${told}`;
}

const followUpVerbs: Record<string, string> = {
  added: 'wrote down',
  started: 'began',
  'put-back': 'put back',
  done: 'finished',
  verified: 'verified',
  declined: 'declined',
  reopened: 'opened again',
  undone: 'undid a change of',
};

/** What was done to a follow-up: kinds such as `follow-up.verified`. */
function toldOfFollowUp(kind: string, before: Part, after: Part): Said | null {
  const [type, what = ''] = kind.split('.');
  const one = after.each()[0] ?? before.each()[0];
  if (type !== 'follow-up' || !one || one.text('text') === '') return null;
  const details = [
    what === 'verified'
      ? one.text('verification')
      : what === 'declined'
        ? one.text('declineReason')
        : '',
  ].filter(Boolean);
  return {
    what: `${followUpVerbs[what] ?? what} the follow-up ${quoted(one.text('text'))}`,
    details,
  };
}

/** An activity in plain words; a kind that is not known yet is still told. */
export function activityWords(activity: Activity): ActivityWords {
  const teller = tellers[activity.kind];
  const [before, after] = [new Part(activity.before), new Part(activity.after)];
  const said = teller
    ? teller(before, after)
    : (toldOfInquiry(activity.kind, before, after) ??
      toldOfFollowUp(activity.kind, before, after) ??
      activity.kind.replaceAll(/[.-]/g, ' '));
  return typeof said === 'string' ? { what: said, details: [] } : said;
}
