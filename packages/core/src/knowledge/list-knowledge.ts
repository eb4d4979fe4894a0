import { knowledgeStates, ListKnowledge, type Knowledge } from '@debrief/contract';
import {
  exactInterval,
  isOnShiftOnly,
  judgeTechnologies,
  measureInvolvement,
  type Judgment,
  type Resolution,
} from '@debrief/rules/knowledge';
import { refuseUnless } from '../access/index.ts';
import { accountById } from '../account/index.ts';
import { listTechnologies, type Technology } from '../catalog/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { listIncidentStarts } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { findLeftNames } from '../people/index.ts';
import { loadResolutions, type Resolutions } from './resolutions.ts';

const usualMonths = 12;
const mostShown = 1_000;

interface Counted {
  technology: Technology;
  /** Incidents in the range that name it. */
  incidentIds: string[];
  resolutions: Resolution[];
}

/**
 * Technologies that the incidents of the last months name, those that depend on one person first.
 * Calculated from what the reader can see. No one but the reader is in the answer: no name, and no
 * figure about another person. Errors: `invalid`, `not-signed-in`.
 */
export async function listKnowledge(ctx: Context, raw: ListKnowledge): Promise<Knowledge> {
  const input = parse(ListKnowledge, raw);
  refuseUnless(ctx, 'incident:read');
  const until = ctx.clock.now();
  const from = subtractMonths(until, input.months ?? usualMonths);
  const incidents = await listIncidentStarts(ctx, from, until);
  const started = new Set(incidents.map(({ id }) => id));
  const named = (await listTechnologies(ctx)).flatMap((technology) => {
    const incidentIds = [...technology.words.keys()].filter((id) => started.has(id));
    return incidentIds.length === 0 ? [] : [{ technology, incidentIds }];
  });
  const counting = new Set(named.flatMap(({ incidentIds }) => incidentIds));
  const found = await loadResolutions(
    ctx,
    incidents.filter(({ id }) => counting.has(id)),
    { from: from.getTime(), until: until.getTime() },
  );
  const counted = named.map((one): Counted => ({
    ...one,
    resolutions: found.pick(one.incidentIds),
  }));
  // All are judged together, also if one is asked for, so that every list gives the same answers.
  const judged = judgeTechnologies(
    new Map(counted.map(({ technology, resolutions }) => [toKey(technology), resolutions])),
  );
  const judgmentFor = ({ technology }: Counted) => judged.get(toKey(technology)) ?? noJudgment;
  const shown = counted.filter(
    (one) =>
      (input.service === undefined || one.technology.serviceId === input.service) &&
      (input.state === undefined || judgmentFor(one).state === input.state),
  );
  const sorted = shown.toSorted(
    (a, b) =>
      knowledgeStates.indexOf(judgmentFor(a).state) -
        knowledgeStates.indexOf(judgmentFor(b).state) ||
      b.incidentIds.length - a.incidentIds.length ||
      a.technology.name.localeCompare(b.technology.name, 'en'),
  );
  const present = await createPresenter(ctx, found, [...judged.values()]);
  return {
    from: from.toISOString(),
    until: until.toISOString(),
    hasSchedules: found.hasSchedules,
    judged: [...judged.values()].filter(({ state }) => state !== 'few').length,
    items: sorted.slice(0, mostShown).map((one) => present(one, judgmentFor(one))),
    isLimited: sorted.length > mostShown,
  };
}

const noJudgment: Judgment = { state: 'few', people: null, person: null };

const toKey = ({ serviceId, name }: Technology) => serviceId ?? `word ${name}`;

async function createPresenter(
  ctx: Context,
  { emails }: Resolutions,
  judgments: readonly Judgment[],
) {
  const ones = [...new Set(judgments.flatMap(({ person }) => person ?? []))];
  const listEmails = (person: string) => [...(emails.get(person) ?? [])];
  const left = await findLeftNames(ctx, ones.flatMap(listEmails));
  const reader = await findReader(ctx, emails);
  return (
    { technology, incidentIds, resolutions }: Counted,
    { state, people, person }: Judgment,
  ): Knowledge['items'][number] => ({
    serviceId: technology.serviceId,
    name: technology.name,
    state,
    incidents: incidentIds.length,
    resolved: resolutions.length,
    people,
    hasLeft: person !== null && listEmails(person).some((email) => left.has(email)),
    uncovered: resolutions.filter(({ confirmed, fixed, onCall }) =>
      [...confirmed, ...fixed].some((key) => !onCall.has(key)),
    ).length,
    isOnShiftOnly: state === 'unclear' && isOnShiftOnly(resolutions),
    own: reader === null ? null : measureOwn(resolutions, reader, person === reader),
  });
}

function measureOwn(resolutions: readonly Resolution[], reader: string, isOne: boolean) {
  const own = measureInvolvement(resolutions, reader);
  if (own.involved === 0) return null;
  return { ...own, interval: exactInterval(own.aloneOffCall, own.offCall), isOne };
}

/** The key of the person with the email address of the reader's account. */
async function findReader(
  ctx: Context,
  emails: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<string | null> {
  const accountId = getAccountId(ctx.actor);
  if (!accountId) return null;
  const address = (await accountById(ctx, accountId)).email.toLowerCase();
  return [...emails].find(([, own]) => own.has(address))?.[0] ?? null;
}

function subtractMonths(at: Date, months: number): Date {
  const from = new Date(at);
  from.setUTCMonth(from.getUTCMonth() - months);
  return from;
}
