import { openSource } from '../open-source.ts';
import { CheckError } from '../source.ts';
import {
  readPlan,
  readSteps,
  isSwapped,
  runStatements,
  toTexts,
  useSession,
  type RepairOptions,
} from './execute.ts';
import type { RepairPlan } from './plan.ts';

/** Columns of the file that people fill in; those of the table can have any other names. */
export const sampleColumns = {
  sample: 'debrief_sample',
  verdict: 'debrief_verdict',
  verifier: 'debrief_verifier',
  note: 'debrief_note',
};

/** The sample as rows of texts: keys, values before and after, and columns to fill in. */
export async function readSample(
  plan: RepairPlan,
  options: RepairOptions,
): Promise<Record<string, string>[]> {
  const { sql } = readPlan(plan);
  const others = plan.columns.map(({ name }) => name).filter((name) => !plan.keys.includes(name));
  const text = (alias: string, name: string) => `cast(${sql.column(alias, name)} as varchar)`;
  const rows = await useSession(plan, options, 'read', (session) =>
    session.query(
      `select cast(x.debrief_sample as varchar) as "n", x.debrief_verdict as "v", x.debrief_verifier as "w", x.debrief_note as "o", ${[
        ...plan.keys.map((name, index) => `${text('x', name)} as "k${index}"`),
        ...others.flatMap((name, index) => [
          `${text('b', name)} as "b${index}"`,
          `${text('a', name)} as "a${index}"`,
        ]),
      ].join(
        ', ',
      )} from ${sql.table('sample')} as x join ${sql.table('stage')} as a on ${sql.sameKeys('x', 'a')} left join ${sql.table('backup')} as b on ${sql.sameKeys('x', 'b')} order by x.debrief_sample`,
    ),
  );
  const differs = others.map((_, index) =>
    rows.some((row) => row[`b${index}`] !== row[`a${index}`]),
  );
  return toTexts(rows).map((row) => ({
    [sampleColumns.sample]: row['n'] ?? '',
    ...Object.fromEntries(plan.keys.map((name, index) => [name, row[`k${index}`] ?? ''])),
    ...Object.fromEntries(
      others.flatMap((name, index) => {
        const after = row[`a${index}`] ?? '';
        return differs[index]
          ? [
              [`${name} before`, row[`b${index}`] ?? ''],
              [`${name} after`, after],
            ]
          : [[name, after]];
      }),
    ),
    [sampleColumns.verdict]: row['v'] ?? '',
    [sampleColumns.verifier]: row['w'] ?? '',
    [sampleColumns.note]: row['o'] ?? '',
  }));
}

/** As CSV for a spreadsheet: what it would run as a formula gets an apostrophe (OWASP). */
export function writeSample(rows: readonly Record<string, string>[]): string {
  const write = (cells: readonly string[]) => `${cells.map(toCell).join(',')}\r\n`;
  return [write(Object.keys(rows[0] ?? {})), ...rows.map((row) => write(Object.values(row)))].join(
    '',
  );
}

const toSafe = (text: string) =>
  /^[=@+\t\r-]/.test(text) && !/^[+-]?[\d.]+$/.test(text) ? `'${text}` : text;
const toCell = (text: string) =>
  /[",;\r\n\t|]/.test(text) ? `"${toSafe(text).replaceAll('"', '""')}"` : toSafe(text);

export interface Verification {
  right: number;
  wrong: number;
}

/**
 * Records what people said about each row of the sample. Errors: `invalid` if a row is missing,
 * unknown, repeated or not answered: then nothing is recorded.
 */
export async function verifySample(
  plan: RepairPlan,
  file: string,
  options: RepairOptions,
): Promise<Verification> {
  const answers = await readAnswers(plan, file, options);
  const sample = await readSample(plan, options);
  const known = new Map(sample.map((row) => [row[sampleColumns.sample] ?? '', row]));
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const answer of answers) {
    const own = known.get(answer.sample);
    if (!own || plan.keys.some((name, index) => toSafe(own[name] ?? '') !== answer.keys[index]))
      problems.push(`row ${answer.sample || '?'} is not in the sample`);
    else if (seen.has(answer.sample)) problems.push(`row ${answer.sample} is there twice`);
    else if (answer.verdict !== 'right' && answer.verdict !== 'wrong')
      problems.push(`row ${answer.sample} is not answered with right or wrong`);
    else if (answer.verifier === '') problems.push(`row ${answer.sample} has no verifier`);
    seen.add(answer.sample);
  }
  for (const number of known.keys())
    if (!seen.has(number)) problems.push(`row ${number} is missing`);
  if (problems.length > 0)
    throw new CheckError(
      'invalid',
      `Nothing was recorded: ${problems.slice(0, 5).join('; ')}${problems.length > 5 ? `; and ${problems.length - 5} more` : ''}.`,
    );
  if (sample.some((row) => row[sampleColumns.verdict] === 'wrong'))
    throw new CheckError(
      'changed',
      'A row of this sample was wrong. Fix the query, drop the repair and make a new plan.',
    );
  await recordAnswers(plan, answers, options);
  const wrong = answers.filter(({ verdict }) => verdict === 'wrong').length;
  return { right: answers.length - wrong, wrong };
}

interface Answer {
  sample: string;
  keys: string[];
  verdict: string;
  verifier: string;
  note: string;
}

async function readAnswers(
  plan: RepairPlan,
  path: string,
  options: RepairOptions,
): Promise<Answer[]> {
  const { sql } = readPlan(plan);
  const target = { kind: 'files', dataset: path, path, format: 'csv', filter: '' } as const;
  const source = await openSource(target, options);
  try {
    const names = (await source.columns()).map(({ name }) => name);
    const wanted = [...Object.values(sampleColumns), ...plan.keys];
    const missing = wanted.find((name) => !names.includes(name));
    if (missing !== undefined) throw new CheckError('invalid', `${path} has no column ${missing}.`);
    const list = wanted.map((name, index) => `cast(${sql.name(name)} as varchar) as "c${index}"`);
    const rows = await source.query(`select ${list.join(', ')} from ${source.from}`);
    return toTexts(rows).map((row) => ({
      sample: row['c0'] ?? '',
      verdict: (row['c1'] ?? '').trim().toLowerCase(),
      verifier: (row['c2'] ?? '').trim().slice(0, 200),
      note: (row['c3'] ?? '').trim().slice(0, 1_000),
      keys: plan.keys.map((_, index) => row[`c${index + 4}`] ?? ''),
    }));
  } finally {
    await source.close();
  }
}

async function recordAnswers(
  plan: RepairPlan,
  answers: readonly Answer[],
  options: RepairOptions,
): Promise<void> {
  const { sql } = readPlan(plan);
  const rows = answers.map(
    ({ sample, verdict, verifier, note }) =>
      `(${Number(sample)}, ${[verdict, verifier, note].map((text) => sql.text(text)).join(', ')})`,
  );
  await useSession(plan, options, 'write', async (session) => {
    if (isSwapped(await readSteps(session, plan)))
      throw new CheckError('changed', 'The rows are swapped. The sample cannot change now.');
    await runStatements(session, [
      {
        sql: `update ${sql.table('sample')} as x set debrief_verdict = v.verdict, debrief_verifier = v.verifier, debrief_note = v.note from (values ${rows.join(', ')}) as v (number, verdict, verifier, note) where x.debrief_sample = v.number`,
      },
    ]);
  });
}
