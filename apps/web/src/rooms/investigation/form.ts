import type { Citation, Finding, FindingType, Impact, Stage } from '@debrief/contract';
import { exactDurationText, readDuration } from '@debrief/rules/time';
import { readTime, writeTime } from '../../ui/zoned-time.ts';
import type { FieldSet } from '../../data/merge-versions.ts';
import { toCitationInputs } from '../evidence/cite/index.ts';
import { listFields, type FieldSpec } from './fields.ts';

/**
 * A finding as typed: every field as text (lists as JSON), so that drafts survive a reload and two
 * versions can be compared.
 */
export interface Form {
  text: Record<string, string>;
  citations: Citation[];
}

/** A field that is a list, as JSON: `toFieldText` wrote it. */
interface ListTexts {
  options: { text: string; tradeOff: string; isChosen: boolean };
  windows: { from: string; until: string };
  stages: { name: string; count: string; expectedLoss: string; definition: string };
  accounts: { eventId: string | null; whose: string; says: string };
}

export function parseList<As extends keyof ListTexts>(_as: As, text = '[]'): ListTexts[As][] {
  return JSON.parse(text === '' ? '[]' : text) as ListTexts[As][];
}

export function toForm(
  finding: Pick<Finding, 'type' | 'statement' | 'citations'>,
  zone: string,
): Form {
  const values = new Map<string, unknown>(Object.entries(finding));
  const text = listFields(finding.type).map((field): [string, string] => [
    field.name,
    toFieldText(field, values.get(field.name), zone),
  ]);
  return {
    text: { statement: finding.statement, ...Object.fromEntries(text) },
    citations: finding.citations,
  };
}

function toFieldText(field: FieldSpec, value: unknown, zone: string): string {
  if (field.as === 'options' || field.as === 'accounts') return JSON.stringify(value ?? []);
  if (field.as === 'stages') {
    const stages = (value ?? []) as Stage[];
    return JSON.stringify(
      stages.map(({ name, count, expectedLoss, definition }) => ({
        name,
        count: String(count),
        expectedLoss: expectedLoss === null ? '' : String(Number((expectedLoss * 100).toFixed(6))),
        definition,
      })),
    );
  }
  if (field.as === 'windows') {
    const windows = (value ?? []) as Impact['windows'];
    return JSON.stringify(
      windows.map(({ from, until }) => ({
        from: writeTime(from, zone),
        until: until === null ? '' : writeTime(until, zone),
      })),
    );
  }
  if (typeof value === 'number')
    return field.as === 'duration' ? exactDurationText(value) : String(value);
  if (typeof value !== 'string') return '';
  return field.as === 'time' ? writeTime(value, zone) : value;
}

export function hasSameField(name: string, a: Form, b: Form): boolean {
  return name === 'citations'
    ? JSON.stringify(toCitationInputs(a)) === JSON.stringify(toCitationInputs(b))
    : (a.text[name] ?? '') === (b.text[name] ?? '');
}

export function listFieldNames(type: FindingType): string[] {
  return ['statement', ...listFields(type).map((field) => field.name), 'citations'];
}

export function formFields(type: FindingType): FieldSet<Form, string> {
  return { names: listFieldNames(type), same: hasSameField, take: mergeForms };
}

export function formText(name: string, form: Form): string {
  if (name === 'citations')
    return form.citations.map((one) => `“${one.quote.slice(0, 80)}”`).join('\n') || 'no evidence';
  return form.text[name] ?? '';
}

export function mergeForms(mine: Form, theirs: Form, take: readonly string[]): Form {
  const taken = take
    .filter((name) => name !== 'citations')
    .map((name): [string, string] => [name, mine.text[name] ?? '']);
  return {
    text: { ...theirs.text, ...Object.fromEntries(taken) },
    citations: take.includes('citations') ? mine.citations : theirs.citations,
  };
}

export interface ReadForm {
  /** What to send, by name; only visible fields. */
  given: Record<string, unknown>;
  problems: Record<string, string>;
}

export function readForm(
  type: FindingType,
  form: Form,
  names: readonly string[],
  zone: string,
): ReadForm {
  const given: Record<string, unknown> = {};
  const problems: Record<string, string> = {};
  for (const name of names) {
    if (name === 'citations') given['citations'] = toCitationInputs(form);
    const text = form.text[name] ?? '';
    const field = listFields(type).find((one) => one.name === name);
    const read =
      name === 'statement' ? readStatement(text) : field ? readField(field, text, zone) : null;
    if (read && 'problem' in read) problems[name] = read.problem;
    else if (read && read.value !== undefined) given[name] = read.value;
  }
  return { given, problems };
}

type Read = { value: unknown } | { problem: string };

function readStatement(text: string): Read {
  return text.trim() === '' ? { problem: 'Write a sentence' } : { value: text.trim() };
}

function readField(field: FieldSpec, text: string, zone: string): Read {
  const isEmpty = text.trim() === '';
  if (field.as === 'options') return readOptions(parseList('options', text));
  if (field.as === 'windows') return readWindows(parseList('windows', text), zone);
  if (field.as === 'stages') return readStages(parseList('stages', text));
  if (field.as === 'accounts') return readAccounts(parseList('accounts', text));
  if (field.as === 'number') {
    const number = readNumber(text);
    return isEmpty
      ? { value: null }
      : Number.isFinite(number) && (number >= 0 || field.isSigned)
        ? { value: number }
        : { problem: 'Write a number' };
  }
  if (field.as === 'duration') {
    const ms = readDuration(text);
    return isEmpty
      ? { value: null }
      : ms === null
        ? { problem: 'Write a duration as 1 h 20 min' }
        : { value: ms };
  }
  if (field.as === 'time') {
    const at = readTime(text, zone);
    return isEmpty
      ? { value: field.isOptional ? null : undefined }
      : at === null
        ? { problem: 'Write a time as 6 Dec 2022, 14:30' }
        : { value: at };
  }
  return { value: text };
}

function readOptions(options: ListTexts['options'][]): Read {
  const written = options.filter(
    (option) => option.text.trim() !== '' || option.tradeOff.trim() !== '',
  );
  return written.some((option) => option.text.trim() === '')
    ? { problem: 'Name each option' }
    : { value: written };
}

function readNumber(text: string): number {
  const plain = text
    .replaceAll(/[\s_’']/g, '')
    .replace(',', '.')
    .replace('−', '-');
  return plain === '' ? Number.NaN : Number(plain);
}

function readStages(stages: ListTexts['stages'][]): Read {
  const written = stages.filter((stage) => Object.values(stage).some((text) => text.trim() !== ''));
  const read = written.map(({ name, count, expectedLoss, definition }) => ({
    name: name.trim(),
    count: readNumber(count),
    expectedLoss:
      expectedLoss.trim() === '' ? null : readNumber(expectedLoss.replace('%', '')) / 100,
    definition,
  }));
  if (read.some(({ name }) => name === '')) return { problem: 'Name each stage' };
  if (read.some(({ count }) => !(count >= 0))) return { problem: 'Write the count of each stage' };
  return read.some(
    ({ expectedLoss }) => expectedLoss !== null && !(expectedLoss >= 0 && expectedLoss <= 1),
  )
    ? { problem: 'Write an expected loss from 0 to 100%' }
    : { value: read };
}

function readAccounts(accounts: ListTexts['accounts'][]): Read {
  const written = accounts.filter(({ eventId, says }) => eventId !== null || says.trim() !== '');
  return written.length < 2 ? { problem: 'Add at least two accounts' } : { value: written };
}

function readWindows(windows: ListTexts['windows'][], zone: string): Read {
  const written = windows.filter(
    (window) => window.from.trim() !== '' || window.until.trim() !== '',
  );
  const read = written.map(({ from, until }) => ({
    from: readTime(from, zone),
    until: until.trim() === '' ? null : readTime(until, zone),
  }));
  const isWrong = read.some(
    (one, index) =>
      one.from === null || (one.until === null && written[index]?.until.trim() !== ''),
  );
  if (isWrong) return { problem: 'Write each time as 6 Dec 2022, 14:30' };
  return read.some((one) => one.from !== null && one.until !== null && one.until < one.from)
    ? { problem: 'A time range ends before it starts' }
    : { value: read };
}

/** Where the draft of a finding is stored. */
export function draftPlace(ref: string, findingId: string): string {
  return `${ref}.finding.${findingId}`;
}
