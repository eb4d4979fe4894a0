import { DomainError } from '@debrief/contract';
import {
  keepRoutes,
  keepSilences,
  parseRouting,
  parseRuleFile,
  parseSeriesLines,
  parseSilences,
  QueryError,
  type AlertRule,
  type Routing,
  type Silence,
} from '@debrief/promql';

/** Errors of a written definition name their field. */
function readField<Value>(field: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const message =
      error.kind === 'unsupported' ? `Not supported: ${error.message}` : error.message;
    throw new DomainError('invalid', message, { issues: [{ at: field, message }] });
  }
}

/** The name of the alert that has to fire: the one that is named, else the first. Errors: `invalid`. */
export function checkRules(rules: string, alert: string): string {
  const names = readField('rules', () => parseRuleFile('rules', rules))
    .flatMap((group) => group.rules)
    .flatMap((rule): AlertRule[] => (rule.kind === 'alert' ? [rule] : []))
    .map(({ name }) => name);
  const [first] = names;
  if (first === undefined) return refuse('rules', 'The rule file has no alert.');
  if (alert === '' || names.includes(alert)) return alert || first;
  return refuse('alert', `The rule file has no alert ${alert}. It has ${names.join(', ')}.`);
}

/** Without receivers' settings, which can contain secrets. Errors: `invalid`. */
export function checkRouting(routing: string): string {
  return routing.trim() === '' ? '' : readField('routing', () => keepRoutes(routing));
}

/** Without who made them. Errors: `invalid`. */
export function checkSilences(silences: string): string {
  return silences.trim() === '' ? '' : readField('silences', () => keepSilences(silences));
}

/** Routes that were stored before their time intervals were have to be entered again. Errors: `invalid`. */
export function readRouting({ routing, silences }: { routing: string; silences: string }): {
  routing: Routing | null;
  silences: Silence[];
} {
  return {
    routing: routing === '' ? null : readField('routing', () => parseRouting(routing)),
    silences: silences === '' ? [] : readField('silences', () => parseSilences(silences)),
  };
}

export function checkSeries(field: 'incidentSeries' | 'healthySeries', text: string): void {
  readField(field, () => parseSeriesLines(text));
}

function refuse(field: string, message: string): never {
  throw new DomainError('invalid', message, { issues: [{ at: field, message }] });
}
