import {
  calendar,
  checkWindow,
  description,
  label,
  objectShape,
  operator,
  share,
  text,
} from './openslo.ts';
import { isSet, listIn, textIn, valueIn, type FieldShape, type Shape } from './shapes.ts';

const metadata: Shape = {
  is: 'fields',
  fields: { name: label, displayName: text },
  needs: ['name'],
};

const letters: Shape = { is: 'text', like: /^[a-zA-Z]+$/, expected: 'letters' };

const metric: Shape = {
  is: 'fields',
  fields: { source: letters, queryType: letters, query: text },
  needs: ['source', 'queryType', 'query'],
};

const objective: Shape = {
  is: 'fields',
  fields: {
    displayName: description,
    value: { is: 'number' },
    ratioMetrics: {
      is: 'fields',
      fields: { good: metric, total: metric, incremental: { is: 'flag' } },
      needs: ['good', 'total'],
    },
    target: share,
    timeSliceTarget: {
      is: 'number',
      fits: (value) => value >= 0 && value <= 1,
      expected: 'from 0 to 1',
    },
    op: operator,
  },
  needs: ['value', 'target'],
  check(fields, say) {
    const hasRatio = isSet(fields.ratioMetrics);
    if (hasRatio && isSet(fields.op)) say(['op'], '"op" is forbidden with ratio metrics');
    if (!hasRatio && !isSet(fields.op)) say(['op'], '"op" is missing: a threshold metric needs it');
  },
};

const sloSpec: Shape = {
  is: 'fields',
  fields: {
    timeWindows: {
      is: 'list',
      of: {
        is: 'fields',
        fields: {
          unit: { is: 'text', among: ['Second', 'Day', 'Week', 'Month', 'Quarter'] },
          count: {
            is: 'number',
            fits: (value) => Number.isSafeInteger(value) && value > 0,
            expected: 'a number from 1 on',
          },
          isRolling: { is: 'flag' },
          calendar,
        },
        needs: ['unit', 'count'],
        check: checkWindow,
      },
      least: 1,
      most: 1,
    },
    budgetingMethod: { is: 'text', among: ['Occurrences', 'Timeslices'] },
    description,
    indicator: {
      is: 'fields',
      fields: { thresholdMetric: metric },
      needs: ['thresholdMetric'],
    },
    service: text,
    objectives: { is: 'list', of: objective, least: 1 },
  },
  needs: ['service', 'budgetingMethod'],
  check(fields, say) {
    const objectives = listIn(fields, 'objectives');
    const ratios = objectives.filter((one) => isSet(valueIn(one, 'ratioMetrics'))).length;
    if (isSet(fields.indicator) ? ratios > 0 : ratios < Math.max(1, objectives.length))
      say([], 'expected an indicator, or ratioMetrics in every objective');
    if (textIn(fields, 'budgetingMethod') !== 'Timeslices') return;
    objectives.forEach((one, index) => {
      if (!isSet(valueIn(one, 'timeSliceTarget')))
        say(['objectives', index, 'timeSliceTarget'], '"timeSliceTarget" is missing');
    });
  },
};

/** The objects of `openslo/v1alpha` by their kind. */
export const openSloAlpha: Readonly<Record<string, FieldShape>> = {
  Service: objectShape({ is: 'fields', fields: { description } }, metadata),
  SLO: { ...objectShape(sloSpec, metadata), needs: ['metadata', 'spec'] },
};
