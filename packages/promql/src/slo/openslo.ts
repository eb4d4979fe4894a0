import { isTimeZone } from '../zone.ts';
import {
  isSet,
  listIn,
  textIn,
  valueIn,
  type Fields,
  type FieldShape,
  type Path,
  type Shape,
} from './shapes.ts';

type Say = (path: Path, message: string) => void;

const any: Shape = { is: 'any' };
const flag: Shape = { is: 'flag' };
export const text: Shape = { is: 'text' };
export const description: Shape = { is: 'text', most: 1050 };
export const label: Shape = {
  is: 'text',
  like: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  most: 63,
  expected: 'a name: lower case letters, digits and "-" between them',
};
export const operator: Shape = { is: 'text', among: ['gt', 'lt', 'gte', 'lte'] };
const duration: Shape = {
  is: 'text',
  like: /^[1-9]\d*[mhdwMQY]$/,
  expected: 'a duration such as 5m, 1h, 4w or 1M (m, h, d, w, M, Q, Y)',
};
export const share: Shape = {
  is: 'number',
  fits: (value) => value >= 0 && value < 1,
  expected: 'at least 0 and less than 1',
};
export const calendar: Shape = {
  is: 'fields',
  fields: {
    startTime: {
      is: 'text',
      like: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/,
      expected: 'a time such as 2022-01-31 12:00:00',
    },
    timeZone: text,
  },
  needs: ['startTime', 'timeZone'],
  check(fields, say) {
    const zone = textIn(fields, 'timeZone');
    if (zone !== '' && !isTimeZone(zone)) say(['timeZone'], `unknown time zone "${zone}"`);
    const [day = ''] = textIn(fields, 'startTime').split(' ');
    const read = new Date(day);
    if (!Number.isNaN(read.getTime()) && read.toISOString().slice(0, 10) !== day)
      say(['startTime'], `there is no ${day}`);
  },
};

const metadata: Shape = {
  is: 'fields',
  fields: { name: label, displayName: text, labels: any, annotations: any },
  needs: ['name'],
};

function checkOne(fields: Fields, names: readonly string[], say: Say, path: Path = []): void {
  const given = names.filter((name) => isSet(valueIn(fields, name)));
  if (given.length === 1) return;
  say(path, `expected one of ${names.join(', ')}; found ${given.join(' and ') || 'none'}`);
}

export function checkWindow(fields: Fields, say: Say): void {
  const isRolling = valueIn(fields, 'isRolling') === true;
  if (isRolling === isSet(valueIn(fields, 'calendar')))
    say(
      isRolling ? ['calendar'] : [],
      isRolling
        ? 'a rolling window has no calendar'
        : 'a window that is not rolling needs a calendar',
    );
}

const metric: Shape = {
  is: 'fields',
  fields: {
    metricSource: {
      is: 'fields',
      fields: { metricSourceRef: label, type: text, spec: any },
      needs: ['spec'],
    },
  },
  needs: ['metricSource'],
};

const ratioMetric: Shape = {
  is: 'fields',
  fields: {
    counter: flag,
    good: metric,
    bad: metric,
    total: metric,
    rawType: { is: 'text', among: ['success', 'failure'] },
    raw: metric,
  },
  check(fields, say) {
    checkOne(fields, ['total', 'raw'], say);
    if (isSet(fields.total)) checkOne(fields, ['good', 'bad'], say);
    else if (isSet(fields.raw)) {
      checkOne(fields, ['raw', 'good', 'bad'], say);
      if (!isSet(fields.rawType)) say(['rawType'], '"rawType" is missing');
    }
  },
};

const sliSpec: Shape = {
  is: 'fields',
  fields: { description, thresholdMetric: metric, ratioMetric },
  check(fields, say) {
    checkOne(fields, ['thresholdMetric', 'ratioMetric'], say);
  },
};

const indicator: Shape = {
  is: 'fields',
  fields: { metadata, spec: sliSpec },
  needs: ['metadata', 'spec'],
};

/** An object in its place, or the name of one. */
function inlineOrReference(kind: string, reference: string, spec: Shape): Shape {
  return {
    is: 'fields',
    fields: { kind: { is: 'text', among: [kind] }, metadata, spec, [reference]: label },
    check(fields, say) {
      checkOne(fields, [reference, 'spec'], say);
      if (!isSet(fields.spec)) return;
      for (const name of ['kind', 'metadata'])
        if (!isSet(valueIn(fields, name))) say([name], `"${name}" is missing`);
    },
  };
}

const conditionSpec: Shape = {
  is: 'fields',
  fields: {
    description,
    severity: text,
    condition: {
      is: 'fields',
      fields: {
        kind: { is: 'text', among: ['burnrate'] },
        op: operator,
        threshold: { is: 'number' },
        lookbackWindow: duration,
        alertAfter: duration,
      },
      needs: ['kind', 'op', 'threshold', 'lookbackWindow'],
    },
  },
  needs: ['severity', 'condition'],
};

const targetSpec: Shape = {
  is: 'fields',
  fields: { description, target: text },
  needs: ['target'],
};

const policySpec: Shape = {
  is: 'fields',
  fields: {
    description,
    alertWhenNoData: flag,
    alertWhenBreaching: flag,
    alertWhenResolved: flag,
    conditions: {
      is: 'list',
      of: inlineOrReference('AlertCondition', 'conditionRef', conditionSpec),
      least: 1,
      most: 1,
    },
    notificationTargets: {
      is: 'list',
      of: inlineOrReference('AlertNotificationTarget', 'targetRef', targetSpec),
      least: 1,
    },
  },
};

const objective: Shape = {
  is: 'fields',
  fields: {
    displayName: text,
    op: operator,
    value: { is: 'number' },
    target: share,
    targetPercent: {
      is: 'number',
      fits: (value) => value >= 0 && value < 100,
      expected: 'at least 0 and less than 100',
    },
    timeSliceTarget: {
      is: 'number',
      fits: (value) => value > 0 && value <= 1,
      expected: 'more than 0 and at most 1',
    },
    timeSliceWindow: duration,
    indicator,
    indicatorRef: label,
    compositeWeight: { is: 'number', fits: (value) => value > 0, expected: 'more than 0' },
  },
  check(fields, say) {
    checkOne(fields, ['target', 'targetPercent'], say);
  },
};

const sloSpec: Shape = {
  is: 'fields',
  fields: {
    description,
    service: text,
    indicator,
    indicatorRef: label,
    budgetingMethod: { is: 'text', among: ['Occurrences', 'Timeslices', 'RatioTimeslices'] },
    timeWindow: {
      is: 'list',
      of: {
        is: 'fields',
        fields: { duration, isRolling: flag, calendar },
        needs: ['duration'],
        check: checkWindow,
      },
      least: 1,
      most: 1,
    },
    objectives: { is: 'list', of: objective, least: 1 },
    alertPolicies: {
      is: 'list',
      of: inlineOrReference('AlertPolicy', 'alertPolicyRef', policySpec),
    },
  },
  needs: ['service', 'budgetingMethod'],
  check: checkSlo,
};

const hasIndicator = (fields: Fields | undefined) =>
  isSet(valueIn(fields, 'indicator')) || isSet(valueIn(fields, 'indicatorRef'));

function checkSlo(fields: Fields, say: Say): void {
  const objectives = listIn(fields, 'objectives');
  const isComposite = objectives.some((one) => hasIndicator(one as Fields));
  if (hasIndicator(fields) || !isComposite) checkOne(fields, ['indicator', 'indicatorRef'], say);
  if (hasIndicator(fields) && isComposite)
    say(['objectives'], 'indicators of objectives next to one of the SLO');
  const needed = {
    Timeslices: ['timeSliceTarget', 'timeSliceWindow'],
    RatioTimeslices: ['timeSliceWindow'],
  }[textIn(fields, 'budgetingMethod')];
  objectives.forEach((one, index) => {
    for (const name of needed ?? [])
      if (!isSet(valueIn(one, name)))
        say(
          ['objectives', index, name],
          `"${name}" is missing: the budget is spent by time slices`,
        );
  });
}

/** What depends on the indicator, which can be in another object. */
export function checkObjectives(spec: Fields, say: Say): void {
  listIn(spec, 'objectives').forEach((one, index) => {
    const indicator = valueIn(one, 'indicator') ?? valueIn(spec, 'indicator');
    const hasRatio = isSet(valueIn(indicator, 'spec', 'ratioMetric'));
    if (hasRatio && isSet(valueIn(one, 'op')))
      say(['objectives', index, 'op'], '"op" is forbidden with a ratio metric');
    if (!isSet(valueIn(indicator, 'spec', 'thresholdMetric'))) return;
    for (const name of ['op', 'value'])
      if (!isSet(valueIn(one, name)))
        say(['objectives', index, name], `"${name}" is missing: a threshold metric needs it`);
  });
}

const specs: Readonly<Record<string, Shape>> = {
  SLO: sloSpec,
  SLI: sliSpec,
  Service: { is: 'fields', fields: { description } },
  DataSource: {
    is: 'fields',
    fields: { description, type: text, connectionDetails: any },
    needs: ['type'],
  },
  AlertPolicy: policySpec,
  AlertCondition: conditionSpec,
  AlertNotificationTarget: targetSpec,
};

export function objectShape(shape: Shape, objectMetadata: Shape): FieldShape {
  return {
    is: 'fields',
    fields: { apiVersion: text, kind: text, metadata: objectMetadata, spec: shape },
    needs: ['metadata'],
  };
}

/** The objects of `openslo/v1` by their kind: what its SDK decodes and validates. */
export const openSlo: Readonly<Record<string, FieldShape>> = Object.fromEntries(
  Object.entries(specs).map(([kind, spec]) => [
    kind,
    {
      ...objectShape(spec, metadata),
      needs: kind === 'Service' ? ['metadata'] : ['metadata', 'spec'],
    },
  ]),
);
