import { stringify } from 'yaml';
import type { Check, CheckBody, DataSafeguard, Level, Stage, Target } from '../definition.ts';

type Fields = Record<string, unknown>;

/** Leaves out what is empty, as in a file that a person writes. */
function omitEmpty(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) =>
        value !== null &&
        value !== undefined &&
        value !== '' &&
        value !== false &&
        !(Array.isArray(value) && value.length === 0),
    ),
  );
}

export function writeTarget(target: Target): Fields {
  const { dataset, filter } = target;
  return omitEmpty(
    target.kind === 'files'
      ? {
          dataset: dataset === target.path ? '' : dataset,
          path: target.path,
          format: target.format,
          filter,
        }
      : {
          dataset: dataset === target.table ? '' : dataset,
          connection: target.connection,
          table: target.table,
          filter,
        },
  );
}

function writeStage(stage: Stage): Fields {
  const { ratio, expectedLoss, target, ...rest } = stage;
  return omitEmpty({
    ...rest,
    target: writeTarget(target),
    expectedLoss: expectedLoss === 0 ? null : expectedLoss,
    ratio: ratio === 1 ? null : ratio,
  });
}

function writeBody(body: CheckBody): Fields {
  if (body.type === 'schema')
    return {
      type: body.type,
      columns: body.columns.map((column) => omitEmpty({ ...column })),
      ...(body.exact ? { exact: true } : {}),
    };
  if (body.type === 'references') return { ...body, target: writeTarget(body.target) };
  if (body.type === 'reconciliation')
    return omitEmpty({ ...body, stages: body.stages.map(writeStage) });
  return omitEmpty({ ...body });
}

function writeLevel(level: Level | null): Fields | null {
  return level && { ...level.rows, ...level.percent, ...level.value };
}

const isFailures = (type: Check['type']) =>
  !['rowCount', 'freshness', 'aggregate', 'distribution', 'sql'].includes(type);

const defaultRows = (type: Check['type']) =>
  ['rowCount', 'schema', 'schemaDrift', 'sql'].includes(type) ? 0 : 1;

/** The fields of a check as they are written. */
export function writeCheck(check: Check): Fields {
  const { id, name, dimension, minRows, warn, halt, sample, place: _, ...body } = check;
  const levels = isFailures(check.type)
    ? { warn, halt }
    : { warn: writeLevel(warn), halt: writeLevel(halt) };
  const isPlainSample = sample.rows === 5 && sample.columns.length + sample.mask.length === 0;
  return omitEmpty({
    id,
    name: name === id ? '' : name,
    ...writeBody(body),
    dimension,
    minRows: minRows === defaultRows(check.type) ? null : minRows,
    ...levels,
    sample: isPlainSample ? null : omitEmpty({ ...sample }),
  });
}

/** A file of checks, one document for each dataset. */
export function writeCheckFile(safeguards: readonly DataSafeguard[]): string {
  return safeguards
    .map(({ id, name, owner, incident, target, checks }) =>
      stringify(
        {
          apiVersion: 'debrief/v1',
          kind: 'Safeguard',
          metadata: omitEmpty({ id, name: name === id ? '' : name, owner, incident }),
          target: writeTarget(target),
          checks: checks.map(writeCheck),
        },
        { lineWidth: 100, aliasDuplicateObjects: false },
      ),
    )
    .join('---\n');
}
