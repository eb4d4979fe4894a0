import type {
  CalibrationEntry,
  CalibrationKind,
  CalibrationQuote,
  FrozenCite,
  Participant,
  Precision,
  ReportDocument,
} from '@debrief/contract';
import { listNameForms, namesAny, type NameForms } from '@debrief/rules/calibration';
import { isMachineName } from '@debrief/rules/interview';
import {
  getSectionTitle,
  listBlocks,
  listCites,
  listLeaves,
  toPlainText,
} from '@debrief/rules/report';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { citationsByItem, listLinesAround, listWriters, loadQuotes } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { findingItem } from '../investigation/index.ts';
import { loadParticipants } from '../people/index.ts';
import { loadReportDocument } from '../report/index.ts';
import { eventItem } from '../timeline/index.ts';

/** An event, a finding, or a paragraph of the report: what people can be asked about. */
export interface Subject {
  id: string;
  kind: CalibrationKind;
  /** The id of the item, or of the section. */
  targetId: string;
  label: string;
  title: string;
  text: string;
  at: string | null;
  precision: Precision | null;
  cites: FrozenCite[];
  /** Whose account it is: the perspective of an event. */
  personId: string | null;
  /** Other words of it that can name someone. */
  names: string;
  /** A hash of its words and citations. */
  seen: string;
}

/** What the review says now, and who it can be about. */
export interface Subjects {
  all: Subject[];
  people: Participant[];
  /** The person who wrote each cited revision. */
  writers: Map<string, string>;
}

/** The people of an incident, without bots and tools that have the name of a machine. */
export async function listPeopleToAsk(ctx: Context, incidentId: string): Promise<Participant[]> {
  const people = await loadParticipants(ctx, incidentId);
  return people.filter(({ isBot, name }) => !isBot && !isMachineName(name));
}

/** The caller has checked that the actor can see the incident, or reads for someone asked about it. */
export async function loadSubjects(ctx: Context, incident: IncidentRow): Promise<Subjects> {
  const document = await loadReportDocument(ctx, incident.id);
  const all = [
    ...(await loadEvents(ctx, incident)),
    ...(await loadFindings(ctx, incident)),
    ...(document ? listParagraphs(document) : []),
  ];
  const cited = all.flatMap(({ cites }) => cites.map(({ evidenceId }) => evidenceId));
  return {
    all,
    people: await listPeopleToAsk(ctx, incident.id),
    writers: await listWriters(ctx, cited),
  };
}

interface ItemRow {
  id: string;
  kind: string;
  title: string;
  text: string;
  at: Date;
  precision: Precision;
  person_id: string | null;
  recollection_of: string | null;
}

async function loadEvents(ctx: Context, incident: IncidentRow): Promise<Subject[]> {
  const { rows } = await sql<ItemRow>`
    select found.id, found.kind, found.title, found.text, found.at, found.precision,
      item.perspective_person_id as person_id, item.recollection_of
    from (${eventItem.searchable}) found join ${sql.table(eventItem.table)} item on item.id = found.id
    where found.incident_id = ${incident.id} order by found.at, found.id`.execute(ctx.db);
  const cites = await citationsByItem(ctx, incident.id, 'event');
  return rows.map((row) => toSubject('event', 'Timeline event', row, cites.get(row.id) ?? []));
}

async function loadFindings(ctx: Context, incident: IncidentRow): Promise<Subject[]> {
  const { rows } = await sql<ItemRow>`
    select id, kind, title, text, at, precision, null as person_id, null as recollection_of
    from (${findingItem.searchable}) found
    where incident_id = ${incident.id} order by at, id`.execute(ctx.db);
  const cites = await citationsByItem(ctx, incident.id, 'finding');
  return rows.map((row) => {
    const label = row.kind.charAt(0).toUpperCase() + row.kind.slice(1);
    return toSubject('finding', label, row, cites.get(row.id) ?? []);
  });
}

function toSubject(
  kind: CalibrationKind,
  label: string,
  row: ItemRow,
  cited: readonly FrozenCite[],
): Subject {
  const { title, text } = row;
  const cites = cited.map(({ evidenceId, quoteStart, quoteEnd, stance }) => ({
    evidenceId,
    quoteStart,
    quoteEnd,
    stance,
  }));
  const at = row.at.toISOString();
  return {
    id: `${kind}:${row.id}`,
    kind,
    targetId: row.id,
    label,
    title,
    text,
    at,
    precision: row.precision,
    cites,
    personId: row.person_id,
    names: row.recollection_of ?? '',
    seen: hashWords([title, text, at, row.precision, row.person_id, row.recollection_of, cites]),
  };
}

/** The paragraphs of a report. One that changes is another one. */
function listParagraphs(document: ReportDocument): Subject[] {
  return document.content
    .filter(({ attrs }) => !attrs.isRemoved)
    .flatMap((section) =>
      listLeaves(listBlocks(section)).flatMap((block): Subject[] => {
        const title = toPlainText([block]);
        if (block.type !== 'paragraph' || title === '') return [];
        const cites = listCites([block])
          .filter(({ target }) => target === 'evidence')
          .map(({ targetId, quoteStart, quoteEnd }) => ({
            evidenceId: targetId,
            quoteStart,
            quoteEnd,
            stance: 'supports' as const,
          }));
        const seen = hashWords([title, cites]);
        return [
          {
            id: `report:${section.attrs.id}:${seen}`,
            kind: 'report',
            targetId: section.attrs.id,
            label: getSectionTitle(section),
            title,
            text: '',
            at: null,
            precision: null,
            cites,
            personId: null,
            names: '',
            seen,
          },
        ];
      }),
    );
}

function hashWords(words: unknown): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('base64url').slice(0, 22);
}

/** The forms of a person's name in an incident. */
export function nameFormsFor(person: Participant, { people }: Pick<Subjects, 'people'>): NameForms {
  return listNameForms(
    person,
    people.filter((one) => one !== person),
  );
}

/** What the review says about a person: their words, their account, or their name. */
export function listAbout(person: Participant, subjects: Subjects): Subject[] {
  const forms = nameFormsFor(person, subjects);
  return subjects.all.filter(
    ({ personId, cites, title, text, names }) =>
      personId === person.personId ||
      cites.some(({ evidenceId }) => subjects.writers.get(evidenceId) === person.personId) ||
      namesAny(`${title}\n${text}\n${names}`, forms),
  );
}

const linesAround = 2;
const longestLine = 1_000;
const mostQuotes = 8;

/**
 * The entries for display, with their evidence. Evidence that was deleted or redacted is left out,
 * and lines around it that are.
 */
export async function presentEntries(
  ctx: Context,
  incident: IncidentRow,
  person: Participant,
  { writers }: Pick<Subjects, 'writers'>,
  about: readonly Subject[],
): Promise<Omit<CalibrationEntry, 'answer'>[]> {
  const shown = about.map((subject) => ({ subject, cites: subject.cites.slice(0, mostQuotes) }));
  const cites = shown.flatMap((one) => one.cites);
  const quoted = await loadQuotes(ctx, cites);
  const lines = Map.groupBy(
    await listLinesAround(
      ctx,
      incident.id,
      cites.map(({ evidenceId }) => evidenceId),
      linesAround,
    ),
    ({ citedId }) => citedId,
  );
  const quotes = quoted.map((quote, index): CalibrationQuote[] => {
    const evidenceId = cites[index]?.evidenceId ?? '';
    if (quote.state !== 'shown' || quote.redacted !== null) return [];
    const around = lines.get(evidenceId) ?? [];
    const toLines = (isBefore: boolean) =>
      around
        .filter((line) => line.isBefore === isBefore)
        .map(({ at, precision, authorName, text }) => ({
          at: at.toISOString(),
          precision,
          authorName,
          text: shorten(text),
        }));
    return [
      {
        evidenceId,
        at: quote.at,
        precision: quote.precision,
        authorName: quote.authorName,
        text: shorten(quote.quote),
        isOwn: writers.get(evidenceId) === person.personId,
        before: toLines(true),
        after: toLines(false),
      },
    ];
  });
  let at = 0;
  return shown.map(({ subject: { id, kind, label, title, text, seen, ...subject }, cites }) => {
    const own = quotes.slice(at, at + cites.length).flat();
    at += cites.length;
    const { at: time, precision } = subject;
    return { id, kind, label, title, text, at: time, precision, quotes: own, seen };
  });
}

function shorten(text: string): string {
  return text.length <= longestLine ? text : `${text.slice(0, longestLine).toWellFormed()}…`;
}
