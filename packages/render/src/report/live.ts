import {
  findingFields,
  followUpFields,
  type FactorLink,
  type FrozenFactor,
  type FrozenLive,
  type FrozenPerson,
  type Precision,
} from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { asTitle, byRole } from '@debrief/rules/people';
import { dayText, durationText, elapsedText, timeWithZone } from '@debrief/rules/time';
import {
  listContradictionFacts,
  listObservationFacts,
  type FindingFact,
} from '@debrief/rules/investigation';
import {
  eventTypeWords,
  hypothesisWords,
  impactWords,
  observationWords,
  stepWords,
} from '@debrief/rules/words';
import { factorLooks, linkWords } from '../drawing/index.ts';
import type { Article } from './article.ts';
import { durationStateText, plain, reversibilityWords } from './words.ts';

/** A table cell: its text, small text below it, and the notes for its evidence. */
export interface Cell {
  text: string;
  detail?: string;
  /** The instant of the text. */
  at?: string;
  href?: string;
  notes?: number[];
}

export interface Fact {
  name: string;
  text: string;
  notes: number[];
}
export interface Item {
  badge: string;
  title: string;
  notes: number[];
  facts: Fact[];
}

/** A part of a frozen live block, independent of the output format. */
export type Piece =
  | { type: 'table'; name: string; columns: string[]; rows: Cell[][] }
  | { type: 'items'; name: string; items: Item[] }
  | { type: 'graph'; name: string; factors: FrozenFactor[]; links: FactorLink[] };

type Said = (at: string, precision: Precision) => string;

/** A frozen live block in pieces that every output format can write. */
export function toPieces(data: FrozenLive, article: Article): Piece[] {
  const zone = article.content.incident.zone;
  const formatTime: Said = (at, precision) => timeWithZone(at, zone, precision);
  switch (data.kind) {
    case 'milestones':
      return milestones(data, formatTime);
    case 'timeline':
      return [timeline(data, article, formatTime)];
    case 'hypotheses':
      return items('Hypotheses', data.hypotheses, (one) => hypothesis(one, article, formatTime));
    case 'decisions':
      return items('Decisions', data.decisions, (one) => decision(one, article, formatTime));
    case 'factors':
      return factors(data, article);
    case 'impact':
      return items('Impact', data.impacts, (one) => impact(one, article, formatTime));
    case 'questions':
      return items('Open questions', data.questions, (one) => question(one, article));
    case 'observations':
      return items('Debug record', data.observations, (one) => ({
        badge: observationWords[one.kind],
        title: one.statement,
        notes: article.numbersOf(one.cites),
        facts: lineFacts(listObservationFacts(one)),
      }));
    case 'contradictions':
      return items('Conflicting accounts', data.contradictions, (one) => ({
        badge: formatTime(one.at, one.precision),
        title: one.statement,
        notes: article.numbersOf(one.cites),
        facts: lineFacts(listContradictionFacts(one, () => null)),
      }));
    case 'follow-ups':
      return [
        {
          type: 'table',
          name: 'Follow-ups',
          columns: ['What', 'To', followUpFields.owner.label, 'State'],
          rows: data.followUps.map((one) => [
            {
              text: one.text,
              ...(one.doneWhen
                ? { detail: `${followUpFields.doneWhen.label}: ${one.doneWhen}` }
                : {}),
              ...(one.trackerUrl ? { href: one.trackerUrl } : {}),
            },
            { text: plain(one.intent) },
            { text: one.owner ?? 'Unassigned' },
            {
              text: one.state === 'wont-do' ? "won't do" : plain(one.state),
              ...(one.dueOn ? { detail: `Due ${dayText(one.dueOn)}` } : {}),
            },
          ]),
        },
      ];
    case 'people':
      return people(data.people);
  }
}

/** Grouped by role; people without one come last, in record order. */
function people(all: readonly FrozenPerson[]): Piece[] {
  const { roles, others } = byRole(all);
  const inRoles: Piece = {
    type: 'table',
    name: 'People by role',
    columns: ['Role', 'Who'],
    rows: roles.map((group) => [
      { text: asTitle(group.role) },
      { text: group.people.map((one) => one.name).join(', ') },
    ]),
  };
  const inRecord: Piece = {
    type: 'table',
    name: roles.length > 0 ? 'Others' : 'People',
    columns: [roles.length > 0 ? 'Others' : 'Who', 'In the record'],
    rows: others.map((one) => [{ text: one.name }, { text: one.isObserver ? 'Present' : 'Wrote' }]),
  };
  return [inRoles, inRecord].filter((piece) => piece.type !== 'table' || piece.rows.length > 0);
}

type Of<K extends FrozenLive['kind']> = Extract<FrozenLive, { kind: K }>;

function items<T>(name: string, rows: readonly T[], toItem: (row: T) => Item): Piece[] {
  return [{ type: 'items', name, items: rows.map(toItem) }];
}

function facts(...given: [name: string, text: string | null, notes?: number[]][]): Fact[] {
  return given.flatMap(([name, text, notes = []]) =>
    text === null || text.trim() === '' ? [] : [{ name, text: text.trim(), notes }],
  );
}

function lineFacts(lines: readonly FindingFact[]): Fact[] {
  return facts(...lines.map((fact): [string, string] => [fact.label, fact.lines.join('; ')]));
}

function milestones(data: Of<'milestones'>, said: Said): Piece[] {
  const rows = data.milestones.map((one): Cell[] => [
    { text: plain(one.name), ...(one.note ? { detail: one.note } : {}) },
    { text: said(one.at, one.precision), at: one.at },
  ]);
  const table: Piece = { type: 'table', name: 'Milestones', columns: ['Milestone', 'When'], rows };
  if (data.durations.length === 0) return [table];
  return [
    table,
    {
      type: 'table',
      name: 'Durations',
      columns: ['Duration', 'How long'],
      rows: data.durations.map((one) => [
        { text: plain(one.name) },
        { text: durationStateText(one) },
      ]),
    },
  ];
}

function timeline(data: Of<'timeline'>, article: Article, said: Said): Piece {
  const rows = data.events.map((one): Cell[] => {
    const views = [
      one.perspectiveName && `As ${one.perspectiveName} saw it`,
      one.recollectionOf && `Recollection of ${one.recollectionOf}`,
    ];
    const detail = [one.text.trim(), ...views].filter(Boolean).join(' · ');
    return [
      {
        text: said(one.at, one.precision),
        at: one.at,
        ...(one.until ? { detail: `until ${said(one.until, one.precision)}` } : {}),
      },
      { text: eventTypeWords[one.type] },
      { text: one.title, ...(detail ? { detail } : {}), notes: article.numbersOf(one.cites) },
    ];
  });
  return { type: 'table', name: 'Timeline', columns: ['When', 'What kind', 'What happened'], rows };
}

function hypothesis(
  one: Of<'hypotheses'>['hypotheses'][number],
  article: Article,
  said: Said,
): Item {
  const texts = findingFields.hypothesis;
  const steps = one.steps.map((step): Fact => {
    const text = [said(step.at, step.precision), step.by && `by ${step.by}`, step.note]
      .filter(Boolean)
      .join(' · ');
    return { name: stepWords[step.kind], text, notes: article.numbersOf(step.cites) };
  });
  const took = one.tookMs === null ? null : durationText(one.tookMs);
  return {
    badge: one.isRedHerring
      ? `${hypothesisWords[one.status]} · red herring`
      : hypothesisWords[one.status],
    title: one.statement,
    notes: article.numbersOf(one.cites),
    facts: [...steps, ...facts([texts.timeSpentMs.label, took], [texts.lesson.label, one.lesson])],
  };
}

function decision(one: Of<'decisions'>['decisions'][number], article: Article, said: Said): Item {
  const texts = findingFields.decision;
  const options = one.options.map((option): [string, string] => [
    option.isChosen ? 'Option taken' : 'Option',
    option.tradeOff ? `${option.text} (${option.tradeOff})` : option.text,
  ]);
  const elapsed = one.elapsedMs === null ? '' : `, ${elapsedText(one.elapsedMs)}`;
  return {
    badge: `${said(one.at, one.precision)}${elapsed}`,
    title: one.statement,
    notes: article.numbersOf(one.cites),
    facts: facts(
      [texts.role.label, one.role],
      [texts.known.label, one.known],
      [texts.unknown.label, one.unknown],
      ...options,
      [
        texts.reversibility.label,
        one.reversibility === 'unknown' ? '' : reversibilityWords[one.reversibility],
      ],
      [texts.abortCriteria.label, one.abortCriteria],
      [texts.whySpeed.label, one.whySpeed],
      [texts.tradeOffs.label, one.tradeOffs],
      [texts.outcome.label, one.outcome],
    ),
  };
}

function question(one: Of<'questions'>['questions'][number], article: Article): Item {
  const texts = findingFields.question;
  return {
    badge: one.isAnswered ? 'Answered' : 'Open',
    title: one.statement,
    notes: article.numbersOf(one.cites),
    facts: facts(
      [texts.askedBy.label, one.askedBy],
      [texts.askedOf.label, one.askedOf],
      [texts.answer.label, one.answer],
      [texts.answeredBy.label, one.answeredBy],
    ),
  };
}

function factors(data: Of<'factors'>, article: Article): Piece[] {
  const texts = findingFields.factor;
  const titles = new Map(data.factors.map((one) => [one.id, one.statement]));
  const items = data.factors.map((one): Item => {
    const ways = data.links
      .filter((link) => link.from === one.id)
      .map((link) => `${linkWords[link.kind].forth}: ${titles.get(link.to) ?? ''}`);
    return {
      badge: factorLooks[one.kind].label,
      title: one.statement,
      notes: article.numbersOf(one.cites),
      facts: facts(
        [texts.sense.label, one.sense],
        [texts.belief.label, one.belief],
        [texts.reality.label, one.reality],
        ['What it did', ways.join('; ')],
      ),
    };
  });
  const list: Piece = { type: 'items', name: 'Factors', items };
  return data.links.length === 0
    ? [list]
    : [
        { type: 'graph', name: 'Contributing factors', factors: data.factors, links: data.links },
        list,
      ];
}

function impact(one: Of<'impact'>['impacts'][number], article: Article, said: Said): Item {
  const texts = findingFields.impact;
  const count = (value: number | null, unit: string) =>
    value === null ? '' : `${numberText(value)}${unit}`;
  const windows = one.windows
    .map(
      ({ from, until }) =>
        `${said(from, 'minute')}${until ? ` to ${said(until, 'minute')}` : ', and still so when this was published'}`,
    )
    .join('; ');
  return {
    badge: impactWords[one.on],
    title: one.statement,
    notes: article.numbersOf(one.cites),
    facts: facts(
      [texts.who.label, one.who],
      [texts.howMany.label, count(one.howMany, '')],
      [texts.howItFelt.label, one.howItFelt],
      [texts.money.label, count(one.money, ` ${one.currency}`)],
      [texts.calculation.label, one.calculation],
      [texts.hours.label, count(one.hours, '')],
      [texts.nights.label, count(one.nights, '')],
      [texts.pulledIn.label, count(one.pulledIn, '')],
      [texts.windows.label, windows],
      [texts.repair.label, one.repair],
    ),
  };
}
