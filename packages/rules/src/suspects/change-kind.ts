/** What a change changed, according to its words and files. */
export type ChangeKind = 'deploy' | 'config' | 'schema' | 'flag' | 'data' | 'monitoring' | 'text';

const minute = 60_000;
const hour = 60 * minute;

export interface ChangeKindWeight {
  label: string;
  /** Relative to a deploy. */
  prior: number;
  /** After this time half of the time factor is left. */
  halfMs: number;
}

/**
 * How often each kind started an outage, relative to a deploy: binary push 37 %, configuration push
 * 31 %, processing pipeline 6 % (Google SRE workbook, appendix C, outages of 2010 to 2017). Schemas
 * and flags are configuration. Alert rules, documentation and tests are no trigger in that table:
 * they count as its rarest one (2 %).
 */
export const changeKinds: Record<ChangeKind, ChangeKindWeight> = {
  deploy: { label: 'Deploy', prior: 1, halfMs: 2 * hour },
  config: { label: 'Configuration', prior: 31 / 37, halfMs: 2 * hour },
  flag: { label: 'Feature flag', prior: 31 / 37, halfMs: 2 * hour },
  schema: { label: 'Schema', prior: 31 / 37, halfMs: 24 * hour },
  data: { label: 'Job or data', prior: 6 / 37, halfMs: 24 * hour },
  monitoring: { label: 'Alert rules or dashboards', prior: 2 / 37, halfMs: 2 * hour },
  text: { label: 'Documentation or tests', prior: 2 / 37, halfMs: 2 * hour },
};

const textFile =
  /(?:^|\/)(?:docs?|tests?|__tests__|spec|fixtures)\/|\.(?:md|rst|txt|adoc)$|[._-](?:test|spec)\.\w+$|(?:^|\/)test_[^/]+$|(?:^|\/)(?:LICENSE|CHANGELOG|README|CODEOWNERS)[^/]*$/i;
const schemaFile = /(?:^|\/)(?:migrations?|schema|ddl)\/|\.sql$|(?:^|\/)schema\.\w+$/i;
const configFile =
  /\.(?:ya?ml|toml|ini|conf|cfg|properties|env|tf|tfvars|tmpl|pem)$|(?:^|\/)(?:config|chart|charts|helm|values)\b/i;

const monitoringFile =
  /(?:^|\/)(?:alert(?:s|ing)?|alert-?rules|dashboards?|grafana)\b|\.rules\.ya?ml$/i;

const words: [ChangeKind, RegExp][] = [
  ['monitoring', /\b(?:alert(?:ing)?[- ]rules?|dashboards?|grafana panels?|recording rules?)\b/i],
  [
    'flag',
    /\bfeature[- ]?(?:flag|toggle)|\bflag(?:s)? (?:on|off|enabled|disabled)|\bkill[- ]?switch\b/i,
  ],
  [
    'schema',
    /\b(?:schema (?:change|migration)|migrations?|alter table|add (?:column|index)|drop (?:column|table))\b/i,
  ],
  [
    'data',
    /\b(?:backfill|re-?index(?:ed|ing)?|etl|cron ?job|batch job|scheduled job)\b|(?:^|: )job [\w-]+/i,
  ],
  [
    'config',
    /\b(?:config(?:uration)?|settings?|threshold|quota|limits?|replicas|scale (?:up|down|to))\b/i,
  ],
];

/** The kind of a change. Files decide where they agree, else its words. */
export function findChangeKind(text: string, files: readonly string[], stated = ''): ChangeKind {
  if (files.length > 0 && files.every((file) => textFile.test(file))) return 'text';
  const named = words.find(([, pattern]) => pattern.test(stated));
  if (named) return named[0];
  if (files.length > 0 && files.every((file) => monitoringFile.test(file) || textFile.test(file)))
    return 'monitoring';
  if (files.some((file) => schemaFile.test(file))) return 'schema';
  const [said] = words.find(([, pattern]) => pattern.test(text.slice(0, 500))) ?? [null];
  if (said !== null && said !== 'config') return said;
  const code = files.filter((file) => !textFile.test(file));
  if (code.length > 0) return code.every((file) => configFile.test(file)) ? 'config' : 'deploy';
  return said ?? 'deploy';
}
