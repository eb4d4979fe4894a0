import type {
  Citation,
  CitedTarget,
  Contradiction,
  VersionContent,
  Finding,
  FactorLink,
  FrozenCite,
  FrozenFollowUp,
  FrozenLive,
  FrozenPerson,
  LiveNode,
  ReportDocument,
  Section,
  TimelineEvent,
} from '@debrief/contract';
import { isInPart } from './live-part.ts';
import { countLiveWords } from './live-words.ts';
import {
  listBlocks,
  listCites,
  countWords,
  listLiveBlocks,
  toPlainText,
  getSectionTitle,
} from './walk.ts';

/** The incident at the moment of publication. */
export interface Picture {
  events: TimelineEvent[];
  findings: Finding[];
  links: FactorLink[];
  followUps: FrozenFollowUp[];
  milestones: Extract<FrozenLive, { kind: 'milestones' }>;
  people: FrozenPerson[];
  /** The evidence cited directly by the report that the incident contains. */
  evidenceIds: ReadonlySet<string>;
}

export interface Gone {
  sectionId: string;
  section: string;
  what: string;
}

/** What a published version would contain, and what prevents publishing. */
export interface Frozen {
  content: Pick<VersionContent, 'document' | 'live' | 'targets'>;
  gone: Gone[];
  isEmpty: boolean;
  words: number;
  articleWords: number;
}

/**
 * Freezes a draft: drops removed and empty sections, and stores what live blocks show now and what
 * citations refer to.
 */
export function freezeDocument(
  document: ReportDocument,
  picture: Picture,
  isArticle: (section: Section) => boolean,
): Frozen {
  const standing = document.content.filter((section) => !section.attrs.isRemoved);
  const live = listLiveBlocks({ type: 'doc', content: standing }).map((attrs) => ({
    id: attrs.id,
    data: frozenLive(attrs, picture),
  }));
  const filled = new Set(live.filter((one) => !isNothing(one.data)).map((one) => one.id));
  const kept = standing.filter((section) => holdsSomething(section, filled));
  const shown = new Set(listLiveBlocks({ type: 'doc', content: kept }).map((attrs) => attrs.id));
  const targets = new Map<string, CitedTarget>();
  const gone: Gone[] = [];
  for (const section of kept) {
    for (const { target, targetId } of listCites(listBlocks(section))) {
      const found = targets.get(targetId) ?? findTarget(target, targetId, picture);
      if (found) targets.set(targetId, found);
      else
        gone.push({
          sectionId: section.attrs.id,
          section: getSectionTitle(section),
          what: goneWords[target],
        });
    }
  }
  const words = new Map(live.map((one) => [one.id, countLiveWords(one.data)]));
  const countSectionWords = (section: Section, how: 'first' | 'all') =>
    countWords(`${getSectionTitle(section)}\n${toPlainText(listBlocks(section))}`) +
    listLiveBlocks({ type: 'doc', content: [section] }).reduce(
      (sum, { id }) => sum + (words.get(id)?.[how] ?? 0),
      0,
    );
  const sumWords = (sections: Section[], how: 'first' | 'all') =>
    sections.reduce((sum, section) => sum + countSectionWords(section, how), 0);
  return {
    content: {
      document: { type: 'doc', content: kept },
      live: live.filter((one) => shown.has(one.id)),
      targets: [...targets.values()],
    },
    gone,
    isEmpty: kept.every((section) => toPlainText(listBlocks(section)) === ''),
    words: sumWords(kept, 'all'),
    articleWords: sumWords(kept.filter(isArticle), 'first'),
  };
}

const goneWords = {
  evidence: 'It cites evidence that this incident no longer contains.',
  event: 'It cites an event that was removed from the timeline.',
  finding: 'It cites a finding that was removed.',
};

function holdsSomething(section: Section, filled: ReadonlySet<string>): boolean {
  const blocks = listBlocks(section);
  return (
    toPlainText(blocks) !== '' ||
    listCites(blocks).length > 0 ||
    listLiveBlocks({ type: 'doc', content: [section] }).some((attrs) => filled.has(attrs.id))
  );
}

function findTarget(
  target: CitedTarget['target'],
  targetId: string,
  picture: Picture,
): CitedTarget | null {
  if (target === 'evidence')
    return picture.evidenceIds.has(targetId)
      ? { target, targetId, what: 'evidence', label: '', at: null, precision: null, cites: [] }
      : null;
  if (target === 'event') {
    const event = picture.events.find((one) => one.id === targetId);
    return event
      ? {
          target,
          targetId,
          what: 'event',
          label: event.title,
          at: event.at,
          precision: event.precision,
          knownSince: event.knownSince,
          cites: toFrozenCites(event.citations),
        }
      : null;
  }
  const finding = picture.findings.find((one) => one.id === targetId);
  if (!finding) return null;
  const steps =
    finding.type === 'hypothesis' ? finding.steps.flatMap((step) => step.citations) : [];
  const cites = toFrozenCites([...finding.citations, ...steps]);
  return {
    target,
    targetId,
    what: finding.type,
    label: finding.statement,
    at: finding.at,
    precision: finding.precision,
    knownSince: finding.knownSince,
    cites,
  };
}

/** Each place of the record once, with its first stance. */
function toFrozenCites(citations: readonly Citation[]): FrozenCite[] {
  const seen = new Set<string>();
  return citations.flatMap(({ evidenceId, quoteStart, quoteEnd, stance }) => {
    const name = `${evidenceId} ${quoteStart} ${quoteEnd}`;
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ evidenceId, quoteStart, quoteEnd, stance }];
  });
}

/** Its lists have no rows. Durations between milestones exist even if they can't be calculated. */
function isNothing(data: FrozenLive): boolean {
  if (data.kind === 'milestones') return data.milestones.length === 0;
  return Object.values(data).every((value) => !Array.isArray(value) || value.length === 0);
}

/**
 * What a live block shows: all rows of its kind, those in its time range, or those with its ids.
 * Questions are the open ones unless they are selected.
 */
export function frozenLive({ kind, ...part }: LiveNode['attrs'], picture: Picture): FrozenLive {
  const isShown = (row: { id: string; at?: string; until?: string | null }) => isInPart(part, row);
  const findings = <T extends Finding['type']>(type: T) =>
    picture.findings.filter(
      (one): one is Extract<Finding, { type: T }> => one.type === type && isShown(one),
    );
  switch (kind) {
    case 'milestones':
      return picture.milestones;
    case 'timeline':
      return { kind, events: picture.events.filter(isShown).map(frozenEvent) };
    case 'hypotheses':
      return { kind, hypotheses: findings('hypothesis').map(frozenHypothesis) };
    case 'decisions':
      return { kind, decisions: findings('decision').map(frozenDecision) };
    case 'factors': {
      const factors = findings('factor').map(withCites);
      const shown = new Set(factors.map((one) => one.id));
      return {
        kind,
        factors,
        links: picture.links.filter((link) => shown.has(link.from) && shown.has(link.to)),
      };
    }
    case 'impact':
      return { kind, impacts: findings('impact').map(withCites) };
    case 'follow-ups':
      return { kind, followUps: picture.followUps.filter(isShown) };
    case 'questions':
      return {
        kind,
        questions: findings('question')
          .filter((one) => part.ids !== null || !one.isAnswered)
          .map(withCites),
      };
    case 'observations':
      return { kind, observations: findings('observation').map(withCites) };
    case 'contradictions':
      return {
        kind,
        contradictions: findings('contradiction').map((one) =>
          withCites({ ...one, accounts: withEventWords(one.accounts, picture.events) }),
        ),
      };
    case 'people':
      return { kind, people: picture.people };
  }
}

/** A published account says what its event said then. */
function withEventWords(
  accounts: Contradiction['accounts'],
  events: readonly TimelineEvent[],
): Contradiction['accounts'] {
  const titles = new Map(events.map(({ id, title }) => [id, title]));
  return accounts.map((account) => {
    const words = account.eventId === null ? undefined : titles.get(account.eventId);
    return account.says.trim() === '' && words ? { ...account, says: words } : account;
  });
}

function frozenEvent({
  id,
  at,
  until,
  precision,
  type,
  title,
  text,
  perspectiveName,
  recollectionOf,
  knownSince,
  citations,
}: TimelineEvent) {
  return {
    id,
    at,
    until,
    precision,
    type,
    title,
    text,
    perspectiveName,
    recollectionOf,
    knownSince,
    cites: toFrozenCites(citations),
  };
}

function frozenHypothesis({
  steps,
  timeSpentMs: _,
  ...hypothesis
}: Extract<Finding, { type: 'hypothesis' }>) {
  return {
    ...withCites(hypothesis),
    steps: steps.map(({ citations, ...step }) => ({ ...step, cites: toFrozenCites(citations) })),
  };
}

function frozenDecision({
  isBeforeEvidence: _,
  ...decision
}: Extract<Finding, { type: 'decision' }>) {
  return withCites(decision);
}

type Kept<T extends Omit<Finding, 'steps' | 'timeSpentMs' | 'isBeforeEvidence'>> = Omit<
  T,
  | 'citations'
  | 'createdAt'
  | 'createdBy'
  | 'updatedAt'
  | 'updatedBy'
  | 'incidentId'
  | 'version'
  | 'can'
  | 'type'
  | 'knownAt'
> & { cites: FrozenCite[] };

function withCites<T extends Omit<Finding, 'steps' | 'timeSpentMs' | 'isBeforeEvidence'>>(
  finding: T,
): Kept<T> {
  const {
    citations,
    createdAt: _1,
    createdBy: _2,
    updatedAt: _3,
    updatedBy: _4,
    incidentId: _5,
    version: _6,
    can: _7,
    type: _8,
    knownAt: _9,
    ...kept
  } = finding;
  return { ...kept, cites: toFrozenCites(citations) };
}
