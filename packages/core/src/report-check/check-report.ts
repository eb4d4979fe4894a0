import {
  CheckReport,
  CheckReportFile,
  largestCheckedReport,
  mostClaims,
  type CheckedClaim,
  type ReportCheck,
  DomainError,
} from '@debrief/contract';
import { PersonFinder } from '@debrief/prose/check';
import { splitSentences } from '@debrief/prose/report';
import { findNamedZone, type Upload } from '@debrief/readers';
import type { WrittenZone } from '@debrief/readers/post-mortem';
import { countText } from '@debrief/rules/numbers';
import { timeWithZone } from '@debrief/rules/time';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { evidenceInIncident } from '../evidence/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { createLimit } from '../limit.ts';
import { parse, type Parsable } from '../parse.ts';
import { loadParticipants } from '../people/index.ts';
import { loadReportDocument, openVersion, readUploadedReport } from '../report/index.ts';
import { type BuiltIndex, buildIndex } from './build-index.ts';
import {
  type Checked,
  checkClaims,
  findReportClaims,
  cutExcerpt,
  listVocabulary,
} from './check-claims.ts';
import { loadTimes } from './load-times.ts';
import type { Claim } from './claim.ts';
import { fold } from './match-quote.ts';
import { readDocumentReport, readFileReport, type WrittenReport } from './written-report.ts';

/** A check keeps the texts of a record in memory. */
const checks = createLimit(
  2,
  20,
  'Too many reports are being checked right now. Try again in a minute.',
);

/**
 * Checks the current report, a published version or an imported report against the incident's record.
 * Stores nothing. Errors: `invalid`, `not-found`, `too-large`, `too-many`.
 */
export async function checkReport(
  ctx: Context,
  raw: Parsable<typeof CheckReport>,
): Promise<ReportCheck> {
  const input = parse(CheckReport, raw);
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const { knownAt } = input;
  const zone = readZone(input.zone);
  if (input.evidence !== undefined) {
    const item = await evidenceInIncident(ctx, incident.id, input.evidence);
    const { itemId, key: name, text: content } = item;
    const read = () => readFileReport({ name, content, zone: input.zone });
    return check(ctx, incident, { read, zone, itemId, knownAt });
  }
  if (input.version !== undefined) {
    const opened = await openVersion(ctx, { incident: input.incident, number: input.version });
    if (opened.state === 'unpublished')
      throw new DomainError('not-found', `Version ${input.version} is unpublished.`);
    const { content, version } = opened.article;
    const read = () => readDocumentReport(version.title, content.document);
    return check(ctx, incident, { read, zone, itemId: null, knownAt });
  }
  const document = await loadReportDocument(ctx, incident.id);
  const name = `Report of INC-${incident.number}`;
  const read = () => readDocumentReport(name, document ?? { type: 'doc', content: [] });
  return check(ctx, incident, { read, zone, itemId: null, knownAt });
}

/**
 * Checks a report in Markdown, HTML or plain text against the incident's record. Stores nothing.
 * Errors: `invalid`, `not-found`, `bad-file`, `too-large`, `too-many`.
 */
export async function checkReportFile(
  ctx: Context,
  raw: Parsable<typeof CheckReportFile>,
  upload: Upload,
): Promise<ReportCheck> {
  const input = parse(CheckReportFile, raw);
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const zone = readZone(input.zone);
  if (upload.size > largestCheckedReport)
    throw new DomainError('too-large', `${input.name} is larger than 512 KB. Check its parts.`);
  const file = await readUploadedReport(input, upload);
  const read = () => readFileReport(file);
  return check(ctx, incident, { read, zone, itemId: null, knownAt: input.knownAt });
}

function readZone(name: string | undefined): WrittenZone | null {
  const zone = name === undefined ? null : findNamedZone(name);
  if (name !== undefined && zone === null)
    throw new DomainError('invalid', `Unknown time zone ${name}.`, {
      issues: [{ at: 'zone', message: 'Use a name such as Europe/Berlin or UTC+2' }],
    });
  return zone;
}

interface CheckedReport {
  /** Runs when it is the report's turn: reading takes time and memory, like the check. */
  read: () => WrittenReport | Promise<WrittenReport>;
  /** The zone that a person gave. */
  zone: WrittenZone | null;
  /** The report itself, if it is evidence. */
  itemId: string | null;
  knownAt: string | undefined;
}

async function check(
  ctx: Context,
  incident: IncidentRow,
  { read, zone: given, itemId, knownAt }: CheckedReport,
): Promise<ReportCheck> {
  return checks.run(async () => {
    const report = await read();
    const ref = `INC-${incident.number}`;
    const incidentZone = { written: incident.zone, offset: null, iana: incident.zone };
    const { durations, period } = await loadTimes(ctx, incident, report.day, knownAt);
    const input = {
      blocks: report.blocks,
      ...(await loadPeople(ctx, incident.id, knownAt)),
      times: {
        isDayFirst: report.isDayFirst,
        zone: given ?? report.zone ?? incidentZone,
        incidentZone,
        day: report.day,
        period,
      },
      zone: incident.zone,
      durations,
    };
    const all = findReportClaims(input);
    const claims = all.slice(0, mostClaims);
    const built = await buildIndex(
      ctx,
      { id: incident.id, ref },
      {
        vocabulary: listVocabulary(claims),
        sentences: listSentences(report),
        itemId,
        knownAt,
      },
    );
    const checked = await checkClaims(claims, built.index, input);
    const presented = checked.map((one) => present(one, report, built));
    return {
      name: report.name,
      incident: ref,
      counts: countVerdicts(presented),
      claims: presented,
      items: built.items,
      notes: [
        ...(knownAt === undefined
          ? []
          : [`Compared with what was known at ${timeWithZone(knownAt, incident.zone)}.`]),
        ...(given === null && report.zone === null && claims.some(isWithoutZone)
          ? [`Times without a zone are read as ${incident.zone}, the zone of the incident.`]
          : []),
        ...(claims.some((claim) => claim.kind === 'number' && claim.quantity === null)
          ? ['Numbers and durations were not checked where the report is not in English.']
          : []),
        ...(built.copies > 0
          ? [
              `${countText(built.copies, 'document')} in the record with the text of this report ${built.copies === 1 ? 'was' : 'were'} not used.`,
            ]
          : []),
        ...(all.length > claims.length
          ? [`Only the first ${countText(claims.length, 'claim')} were checked.`]
          : []),
      ],
    };
  });
}

function isWithoutZone(claim: Claim): boolean {
  return claim.kind === 'time' && claim.time.precision !== 'day' && !claim.time.isZoneWritten;
}

const longestSentences = 400;

function listSentences({ blocks }: WrittenReport): string[] {
  return blocks
    .filter(({ kind }) => kind === 'text')
    .flatMap(({ text }) => splitSentences(text))
    .map(({ text }) => fold(text))
    .filter((text) => text.length >= 25)
    .slice(0, longestSentences);
}

async function loadPeople(
  ctx: Context,
  incidentId: string,
  knownAt: string | undefined,
): Promise<{ people: PersonFinder; tookPart: ReadonlySet<string> }> {
  const participants = (await loadParticipants(ctx, incidentId)).filter(({ isBot }) => !isBot);
  const people = participants.map(({ personId, name, identities }) => ({
    id: personId,
    name,
    also: identities.map((identity) => identity.name),
  }));
  const tookPart = participants.filter(
    ({ firstAt }) =>
      knownAt === undefined || (firstAt !== null && Date.parse(firstAt) <= Date.parse(knownAt)),
  );
  return {
    people: new PersonFinder(people),
    tookPart: new Set(tookPart.map(({ personId }) => personId)),
  };
}

function countVerdicts(claims: readonly CheckedClaim[]): ReportCheck['counts'] {
  const counts: ReportCheck['counts'] = {
    differs: 0,
    later: 0,
    'not-found': 0,
    unclear: 0,
    found: 0,
  };
  for (const { verdict } of claims) counts[verdict] += 1;
  return counts;
}

function present(checked: Checked, report: WrittenReport, built: BuiltIndex): CheckedClaim {
  const { claim, verdict, message, reading, nearest } = checked;
  return {
    kind: claim.kind,
    text: claim.text,
    ...report.placeOf(claim.block, claim.start, claim.end),
    sentence: claim.unit.text.slice(0, 600),
    verdict,
    message,
    reading,
    nearest: nearest === null ? null : presentNearest(nearest, built),
  };
}

function presentNearest(
  { item, quote }: NonNullable<Checked['nearest']>,
  { index }: BuiltIndex,
): CheckedClaim['nearest'] {
  const found = index.items[item];
  if (found === undefined) return null;
  const range = quote === null || quote.end <= quote.start ? null : quote;
  return {
    target: found.target,
    id: found.id,
    at: found.atMs === null ? null : new Date(found.atMs).toISOString(),
    precision: found.precision,
    author: found.author,
    stream: found.stream,
    text: cutExcerpt(found.text, range),
    quoteStart: range === null ? null : range.start + found.offset,
    quoteEnd: range === null ? null : range.end + found.offset,
  };
}
