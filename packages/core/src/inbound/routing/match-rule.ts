import type { RuleCondition } from '@debrief/contract';
import type { SourceRecord, StreamRef } from '@debrief/readers';

/** What rules compare of a record. */
export interface RecordFacts {
  service: string | null;
  /** The stream that the reader found: a repository, a project, the source of an event. */
  source: string | null;
  labels: Record<string, string>;
}

export interface Rule {
  id: string;
  stream: string;
  conditions: readonly RuleCondition[];
  service: string | null;
}

const serviceLabels = ['service', 'service.name', 'service_name', 'app'];

/** `fallback` is the stream of records without one. */
export function readFacts(record: SourceRecord, fallback: StreamRef): RecordFacts {
  const labels = record.details.fields ?? {};
  const service = serviceLabels.map((name) => findLabel(labels, name)).find((value) => value);
  return {
    service: service ?? null,
    source: record.stream.key === fallback.key ? null : record.stream.name,
    labels,
  };
}

/** The first rule whose conditions all match; null if there is none. */
export function findRule<Each extends Rule>(
  rules: readonly Each[],
  facts: RecordFacts,
): Each | null {
  return rules.find(({ conditions }) => conditions.every((one) => isMatch(one, facts))) ?? null;
}

function isMatch(condition: RuleCondition, facts: RecordFacts): boolean {
  const value =
    condition.field === 'label' ? findLabel(facts.labels, condition.name) : facts[condition.field];
  if (!value) return false;
  const [asked, found] = [condition.value.toLowerCase(), value.toLowerCase()];
  return asked.endsWith('*') ? found.startsWith(asked.slice(0, -1)) : found === asked;
}

function findLabel(labels: Record<string, string>, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(labels).find(([label]) => label.toLowerCase() === wanted)?.[1];
}

/** The service whose incidents get a record, in lower case; null if none do. */
export function findService(rule: Rule, facts: RecordFacts): string | null {
  return (rule.service === '*' ? facts.service : rule.service)?.toLowerCase() ?? null;
}

/**
 * The stream of a rule in an incident. It contains only records for one service, because incidents
 * share it.
 */
export function toRuleStream(rule: Rule, facts: RecordFacts): StreamRef {
  if (rule.service !== '*') return { key: `rule:${rule.id}`, name: rule.stream };
  const service = facts.service ?? '';
  return {
    key: `rule:${rule.id}/${service.toLowerCase()}`,
    name: `${rule.stream}: ${service}`,
  };
}

/** A record in the stream of a rule: keys of several streams come together in it. */
export function moveToStream(record: SourceRecord, stream: StreamRef): SourceRecord {
  const widen = (key: string | null) => key && `${record.stream.key}/${key}`;
  return { ...record, stream, key: widen(record.key), repliesTo: widen(record.repliesTo) };
}
