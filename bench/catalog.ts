import { importCatalog, listServices } from '@debrief/core/catalog';
import type { Context } from '@debrief/core/context';
import { openUpload } from '@debrief/readers';
import { sql } from 'kysely';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../tools/postgres.ts';
import {
  inTurns,
  measureElapsed,
  measureWork,
  ms,
  ratioFigure,
  workFigure,
  type Figure,
} from './figures.ts';
import { emptyStore } from './stores.ts';

const entries = 40_000;
const mostImportMs = 30_000;
const mostSearchMs = 50;
const searches = ['orders', 'pay', 'team 17', 'service 31337', 'ledger reports', 'zz'];
const words = 'orders payments search ledger reports gateway profile media stock billing'.split(
  ' ',
);

/** A catalog of 40,000 services: imported, and searched. */
export async function* measure(): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-bench-catalog-'));
  const postgres = await startPostgres();
  try {
    const files = { yaml: join(folder, 'catalog-info.yaml'), csv: join(folder, 'services.csv') };
    await writeFile(
      files.yaml,
      Array.from({ length: entries }, (_, at) => toYaml(at)).join('---\n'),
    );
    await writeFile(
      files.csv,
      `name,owner,tier,description,calls\n${Array.from({ length: entries }, (_, at) => toCsv(at)).join('\n')}\n`,
    );
    for (const [where, url] of [
      ['embedded', null],
      ['on a server', postgres.url],
    ] as const) {
      yield* measureImport(`Backstage YAML, ${where}`, files.yaml, url);
      yield* measureImport(`CSV, ${where}`, files.csv, url, true);
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
}

const nameAt = (at: number) => `${words[at % words.length] ?? ''}-service-${at}`;
/** One link each, to a service before it. */
const calleeAt = (at: number) => nameAt(Math.floor(at / 2));
const describeAt = (at: number) =>
  `Serves ${words[(at * 7) % words.length] ?? ''} for ${words[(at * 3) % words.length] ?? ''}`;

function toYaml(at: number): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${nameAt(at)}
  description: ${describeAt(at)}
  labels: { tier: "${at % 4}" }
spec:
  type: service
  owner: group:default/team-${at % 400}
  dependsOn: [component:default/${calleeAt(at)}]
`;
}

function toCsv(at: number): string {
  return [nameAt(at), `team-${at % 400}`, at % 4, describeAt(at), calleeAt(at)].join(',');
}

async function* measureImport(
  what: string,
  path: string,
  url: string | null,
  withSearch = false,
): AsyncGenerator<Figure> {
  await using opened = await emptyStore(url);
  const { ctx } = opened;
  const name = path.split('/').at(-1) ?? '';
  const ours = await measureWork(async () => {
    const { added, links } = await importCatalog(ctx, { name }, await openUpload(path, name));
    if (added !== entries || links.added !== entries - 1)
      throw new Error(`${added} services, ${links.added} links`);
  });
  const bare = await copyRows(ctx);
  yield workFigure(`import of ${entries.toLocaleString('en')} services, ${what}`, ours, {
    yardstick: `bare inserts of the same rows: ${ms(bare)}`,
    ratio: ours.elapsed / bare,
    most: mostImportMs,
  });
  const again = await measureWork(async () =>
    importCatalog(ctx, { name }, await openUpload(path, name)),
  );
  yield workFigure(`the same again, ${what}`, again, {
    yardstick: `bare inserts of the same rows: ${ms(bare)}`,
    ratio: again.elapsed / bare,
    most: mostImportMs,
  });
  if (!withSearch) return;
  await sql`vacuum analyze`.execute(ctx.db);
  const at = (round: number) => searches[round % searches.length] ?? '';
  const turns = await inTurns(
    30,
    (round) => listServices(ctx, { text: at(round) }),
    (round) => barePage(ctx, at(round)),
    6,
  );
  yield ratioFigure(
    `a search of them with its first page, ${what}`,
    turns,
    'only the SQL for the page and the count',
    8,
  );
  const runs: { elapsed: number; cpu: number }[] = [];
  for (const text of Array.from({ length: 5 }, () => searches).flat())
    runs.push(await measureWork(() => listServices(ctx, { text })));
  const at95 = Math.ceil(runs.length * 0.95) - 1;
  const quantiles = [
    ['median', Math.floor(runs.length / 2)],
    ['p95', at95],
  ] as const;
  for (const [quantile, index] of quantiles) {
    const pickAt = (part: 'elapsed' | 'cpu') =>
      runs.map((one) => one[part]).toSorted((a, b) => a - b)[index] ?? 0;
    yield workFigure(
      `a search, ${quantile} of ${runs.length}, ${what}`,
      { elapsed: pickAt('elapsed'), cpu: pickAt('cpu') },
      { yardstick: '', ratio: null, most: mostSearchMs },
    );
  }
}

/** The rows that the import left, by multi-row inserts into equal tables with their indexes. */
async function copyRows({ db }: Context): Promise<number> {
  const tables = ['service', 'service_source', 'service_link'];
  const columns = new Map<string, string>();
  for (const table of tables) {
    const { rows } = await sql<{ names: string }>`
      select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(
      db,
    );
    columns.set(table, rows[0]?.names ?? '');
    await sql`create table ${sql.raw(`bare_${table}`)} (like ${sql.raw(table)} including all)`.execute(
      db,
    );
  }
  return measureElapsed(async () => {
    for (const table of tables) {
      const names = columns.get(table) ?? '';
      await sql`insert into ${sql.raw(`bare_${table}`)} (${sql.raw(names)}) select ${sql.raw(names)} from ${sql.raw(table)}`.execute(
        db,
      );
    }
  });
}

async function barePage({ db }: Context, text: string): Promise<void> {
  const query = text
    .split(' ')
    .map((word, index, all) => `'${word}'${index === all.length - 1 ? ':*' : ''}`)
    .join(' & ');
  await sql`select * from service where search @@ ${query}::tsquery and removed_at is null order by key limit 51`.execute(
    db,
  );
  await sql`select count(*) from service where search @@ ${query}::tsquery and removed_at is null`.execute(
    db,
  );
}
