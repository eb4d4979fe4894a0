import { z } from 'zod';
import { ActorRef } from '../access/schema.ts';
import {
  DeclinedMatchLine,
  EvidenceLine,
  IdentityLine,
  ImportLine,
  PersonLine,
  PersonRoleLine,
  RedactionLine,
  RejectionLine,
  IncludedStreamLine,
  SourceLine,
  StreamLine,
  StreamMemberLine,
} from './evidence.ts';
import { hash, id, name, time, version } from './fields.ts';
import { itemKinds, type ItemKind } from '../activity-kind.ts';
import { FactorLinkLine, itemLineSchemas } from './items.ts';
import {
  KeptNoteLine,
  ReaderQuestionLine,
  VersionUseLine,
  ReportLine,
  SuggestionLine,
  VersionLine,
} from './report.ts';
import { ItemTagLine, TagLine } from './tags.ts';
import { MilestoneLine } from './timeline.ts';
import { Obligation } from '../incident/obligation.ts';
import { Severity } from '../incident/schema.ts';
import { Zone } from '../zone.ts';
import { Mode, Status, Visibility } from '../words.ts';

/**
 * The bundle: a full incident as JSON Lines, described in docs/bundle-format.md. A change that an
 * older Debrief cannot read increases the version.
 */
export const bundleVersion = 2;

const Header = z.strictObject({
  debrief: z.literal('bundle'),
  version: z.literal(bundleVersion),
  type: z.literal('bundle'),
  /** The reference of the incident where it was first exported. */
  ref: z.string().regex(/^INC-[1-9]\d{0,8}$/, 'Name the incident as INC-12'),
  incidentId: id,
});

const IncidentLine = z.strictObject({
  type: z.literal('incident'),
  id,
  title: name.max(500),
  summary: z.string().max(100_000),
  severity: Severity.nullable(),
  status: Status,
  mode: Mode,
  visibility: Visibility,
  zone: Zone,
  services: z.array(name.max(500)).max(500).default([]),
  teams: z.array(name.max(500)).max(500).default([]),
  obligations: z.array(Obligation).max(10).default([]),
  isDemo: z.boolean(),
  createdAt: time,
  createdBy: ActorRef.strict(),
  updatedAt: time,
  version,
});

const ActivityLine = z.strictObject({
  type: z.literal('activity'),
  /** Counts the activity lines from 1. */
  position: z.int32().min(1),
  /** Only activity of an incident: accounts and keys are in no bundle. */
  kind: z.string().regex(/^(?!account\.|api-key\.)[a-z-]+\.[a-z-]+$/),
  at: time,
  by: ActorRef.strict(),
  /** Null if the activity undoes another one. */
  subjectId: z.string().nullable(),
  /** The position of the activity that this one undoes. */
  undoes: z.int32().min(1).nullable(),
  before: z.unknown(),
  after: z.unknown(),
});
const EndLine = z.strictObject({
  type: z.literal('end'),
  /** How many lines of each type come before this one. */
  counts: z.record(z.string(), z.int().min(1)),
  /** Of all bytes before this line, including line endings. */
  sha256: hash,
});

/** The lines of a bundle, in the order of their sections. */
export const BundleLine = z.discriminatedUnion('type', [
  Header,
  IncidentLine,
  SourceLine,
  StreamLine,
  IncludedStreamLine,
  PersonLine,
  IdentityLine,
  PersonRoleLine,
  StreamMemberLine,
  DeclinedMatchLine,
  ImportLine,
  RejectionLine,
  EvidenceLine,
  RedactionLine,
  ...itemLineSchemas,
  FactorLinkLine,
  MilestoneLine,
  SuggestionLine,
  ReportLine,
  VersionLine,
  ReaderQuestionLine,
  VersionUseLine,
  KeptNoteLine,
  TagLine,
  ItemTagLine,
  ActivityLine,
  EndLine,
]);
export type BundleLine = z.infer<typeof BundleLine>;
export type BundleType = BundleLine['type'];
/** One line of one type: `BundleOf<'evidence'>`. */
export type BundleOf<T extends BundleType> = Extract<BundleLine, { type: T }>;

/** The order of the sections. */
export const bundleOrder = BundleLine.options.map((option) => option.shape.type.value);

/** Whether lines of this type contain items. */
export function isItemType(type: string): type is ItemKind {
  return itemKinds.some((kind) => kind === type);
}

export function isItemLine(line: BundleLine): line is BundleOf<ItemKind> {
  return isItemType(line.type);
}
