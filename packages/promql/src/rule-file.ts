import { parseDuration } from './duration.ts';
import { QueryError } from './errors.ts';
import { parseQuery } from './parse-query.ts';
import { parseTemplate, TemplateError } from './parse-template.ts';
import { fieldsIn, listIn, readYaml, textIn, textsIn, type Yaml } from './read-yaml.ts';
import type { Expr } from './syntax.ts';

interface RuleBase {
  name: string;
  query: string;
  expr: Expr;
  labels: Readonly<Record<string, string>>;
}

export interface AlertRule extends RuleBase {
  kind: 'alert';
  /** How long it is pending before it fires. */
  forMs: number;
  keepFiringMs: number;
  annotations: Readonly<Record<string, string>>;
}

export interface RecordingRule extends RuleBase {
  kind: 'record';
}

export type Rule = AlertRule | RecordingRule;

export interface RuleGroup {
  file: string;
  name: string;
  intervalMs: number | null;
  /** How many series or alerts a rule can give; 0: any number. */
  limit: number;
  rules: Rule[];
}

const fileFields = new Set(['groups', 'namespace']);
const groupFields = new Set([
  'name',
  'interval',
  'limit',
  'rules',
  'labels',
  'query_offset',
  'partial_response_strategy',
  'source_tenants',
]);
const ruleFields = new Set([
  'record',
  'alert',
  'expr',
  'for',
  'keep_firing_for',
  'labels',
  'annotations',
]);

const labelName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const metricNames = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** Reads a rule file of Prometheus. Errors: `syntax` with group and rule, `unsupported`. */
export function parseRuleFile(file: string, text: string): RuleGroup[] {
  const groups = listIn(fieldsIn(readYaml(text), file, fileFields).groups, `${file}: groups`);
  const names = new Set<string>();
  return groups.map((written, index) => {
    const where = `${file}: group ${index + 1}`;
    const fields = fieldsIn(written, where, groupFields);
    const name = textIn(fields.name, `${where}.name`);
    if (name === '') throw new QueryError('syntax', `${where}: the name is missing`);
    if (names.has(name))
      throw new QueryError('syntax', `${file}: groupname: "${name}" is repeated in the same file`);
    names.add(name);
    const offset = textIn(fields.query_offset, where);
    if (offset !== '' && parseDuration(offset) !== 0)
      throw new QueryError('unsupported', `${file}: query_offset of group "${name}"`);
    const interval = textIn(fields.interval, where);
    const labels = textsIn(fields.labels, where);
    return {
      file,
      name,
      intervalMs: interval === '' ? null : parseDuration(interval),
      limit: Number(textIn(fields.limit, where) || '0'),
      rules: listIn(fields.rules, `${where}.rules`).map((rule, at) =>
        parseRule(rule, `${file}: group "${name}", rule ${at + 1}`, labels),
      ),
    };
  });
}

function parseRule(written: Yaml, where: string, groupLabels: Record<string, string>): Rule {
  const fields = fieldsIn(written, where, ruleFields);
  const [record, alert] = [textIn(fields.record, where), textIn(fields.alert, where)];
  const refuse = (message: string): never => {
    throw new QueryError('syntax', `${where}, "${record || alert}": ${message}`);
  };
  if ((record === '') === (alert === '')) refuse("one of 'record' or 'alert' must be set");
  const query = textIn(fields.expr, where);
  const labels = { ...groupLabels, ...textsIn(fields.labels, `${where}.labels`) };
  const wrong = Object.keys(labels).find((name) => !labelName.test(name) || name === '__name__');
  if (wrong !== undefined) refuse(`invalid label name: ${wrong}`);
  const expr = readExpr(query, refuse);
  if (record !== '') {
    if (!metricNames.test(record)) refuse(`invalid recording rule name: ${record}`);
    const extra = ['for', 'keep_firing_for', 'annotations'].find((name) => name in fields);
    if (extra) refuse(`invalid field '${extra}' in recording rule`);
    return { kind: 'record', name: record, query, expr, labels };
  }
  const annotations = textsIn(fields.annotations, `${where}.annotations`);
  const wrongAnnotation = Object.keys(annotations).find((name) => !labelName.test(name));
  if (wrongAnnotation !== undefined) refuse(`invalid annotation name: ${wrongAnnotation}`);
  for (const template of Object.values({ ...labels, ...annotations }))
    checkTemplate(template, refuse);
  return {
    kind: 'alert',
    name: alert,
    query,
    expr,
    labels,
    annotations,
    forMs: readDuration(fields.for, where),
    keepFiringMs: readDuration(fields.keep_firing_for, where),
  };
}

function readDuration(value: Yaml | undefined, where: string): number {
  const text = textIn(value, where);
  return text === '' ? 0 : parseDuration(text);
}

function readExpr(query: string, refuse: (message: string) => never): Expr {
  if (query.trim() === '') return refuse("field 'expr' must be set in rule");
  try {
    return parseQuery(query);
  } catch (error) {
    if (!(error instanceof QueryError) || error.kind !== 'syntax') throw error;
    return refuse(`could not parse expression: ${error.message}`);
  }
}

function checkTemplate(text: string, refuse: (message: string) => never): void {
  if (!text.includes('{{')) return;
  try {
    parseTemplate(text);
  } catch (error) {
    if (error instanceof TemplateError) refuse(`could not parse template: ${error.message}`);
    // What this package cannot expand is said when it would be expanded.
    if (!(error instanceof QueryError)) throw error;
  }
}
