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
  const zone = readZone(input.zone);
  if (input.evidence !== undefined) {
    const item = await evidenceInIncident(ctx, incident.id, input.evidence);
    const report = readFileReport({ name: item.key, content: item.text, zone: input.zone });
    return check(ctx, incident, report, zone, item.itemId);
  }
  if (input.version !== undefined) {
    const opened = await openVersion(ctx, { incident: input.incident, number: input.version });
    if (opened.state === 'unpublished')
      throw new DomainError('not-found', `Version ${input.version} is unpublished.`);
    const { content, version } = opened.article;
    return check(ctx, incident, readDocumentReport(version.title, content.document), zone, null);
  }
  const document = await loadReportDocument(ctx, incident.id);
  const name = `Report of INC-${incident.number}`;
  return check(
    ctx,
    incident,
    readDocumentReport(name, document ?? { type: 'doc', content: [] }),
    zone,
    null,
  );
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
  const report = readFileReport(await readUploadedReport(input, upload));
  return check(ctx, incident, report, zone, null);
}

function readZone(name: string | undefined): WrittenZone | null {
  const zone = name === undefined ? null : findNamedZone(name);
  if (name !== undefined && zone === null)
    throw new DomainError('invalid', `Unknown time zone ${name}.`, {
      issues: [{ at: 'zone', message: 'Use a name such as Europe/Berlin or UTC+2' }],
    });
  return zone;
}

async function check(
  ctx: Context,
  incident: IncidentRow,
  report: WrittenReport,
  given: WrittenZone | null,
  itemId: string | null,
): Promise<ReportCheck> {
  return checks.run(async () => {
    const ref = `INC-${incident.number}`;
    const incidentZone = { written: incident.zone, offset: null, iana: incident.zone };
    const { durations, period } = await loadTimes(ctx, incident, report.day);
    const input = {
      blocks: report.blocks,
      people: await loadPeople(ctx, incident.id),
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
        ...(given === null && report.zone === null && claims.some(({ kind }) => kind === 'time')
          ? [`Times without a zone are read as ${incident.zone}, the zone of the incident.`]
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

const longestSentences = 400;

function listSentences({ blocks }: WrittenReport): string[] {
  return blocks
    .filter(({ kind }) => kind === 'text')
    .flatMap(({ text }) => splitSentences(text))
    .map(({ text }) => fold(text))
    .filter((text) => text.length >= 25)
    .slice(0, longestSentences);
}

async function loadPeople(ctx: Context, incidentId: string): Promise<PersonFinder> {
  const participants = await loadParticipants(ctx, incidentId);
  return new PersonFinder(
    participants
      .filter(({ isBot }) => !isBot)
      .map(({ personId, name, identities }) => ({
        id: personId,
        name,
        also: identities.map((identity) => identity.name),
      })),
  );
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
  { index, origins }: BuiltIndex,
): CheckedClaim['nearest'] {
  const [found, origin] = [index.items[item], origins[item]];
  if (found === undefined || origin === undefined) return null;
  const range = quote === null || quote.end <= quote.start ? null : quote;
  return {
    target: found.target,
    id: found.id,
    at: found.atMs === null ? null : new Date(found.atMs).toISOString(),
    precision: origin.precision,
    author: origin.author,
    stream: origin.stream,
    text: cutExcerpt(found.text, range),
    quoteStart: range === null ? null : range.start + origin.offset,
    quoteEnd: range === null ? null : range.end + origin.offset,
  };
}
