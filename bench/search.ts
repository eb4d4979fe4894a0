import { createClient, type Client } from '@debrief/client';
import { createApiKey, inviteAccount } from '@debrief/core/account';
import type { Context } from '@debrief/core/context';
import { openStore } from '@debrief/core/db';
import { importBundleText } from '@debrief/testkit';
import { startDebrief } from '@debrief/testkit/process';
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureRelevance } from '../packages/core/src/library/testing/relevance.ts';
import { startPostgres } from '../tools/postgres.ts';
import { countFigure, measureElapsed, median, ms, ratioFigure, type Figure } from './figures.ts';
import { vocabulary } from './library-data.ts';
import {
  address,
  authors,
  codes,
  hasProgram,
  hexId,
  services,
  writeItems,
  type ItemFiles,
} from './search-data.ts';
import { identityId, incidentId, loadEmbedded, loadServer } from './search-load.ts';
import { createContext, emptyStore } from './stores.ts';

const isSmall = process.env['DEBRIEF_BENCH_SMALL'] === 'true';
const items = isSmall ? 50_000 : 1_000_000;
const incidents = 500;
const times = 12;

/** A kind of search, and the same for ripgrep (a pattern) and Xapian; null if they have none. */
interface Asked {
  what: string;
  query: (index: number) => string;
  pattern: ((query: string) => string) | null;
}

const word = (rank: number) => vocabulary[rank % vocabulary.length] ?? 'alias';
const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const wholeWord = (query: string) => String.raw`\b${escape(query.trim())}\b`;

export const searches: Asked[] = [
  { what: 'a rare word', query: (n) => `${word(9_000 + n * 517)} `, pattern: wholeWord },
  {
    what: 'a common word',
    query: (n) =>
      `${['broker', 'incident', 'evidence', 'database', 'timed', 'production'][n % 6]} `,
    pattern: wholeWord,
  },
  {
    what: 'a word in about 1 % of the items',
    query: (n) => `${['cache', 'quota', 'restore', 'customer', 'failover', 'certificate'][n % 6]} `,
    pattern: wholeWord,
  },
  {
    what: 'two words',
    query: (n) => `${services[n % services.length]} ${word(150 + n * 31)} `,
    pattern: null,
  },
  {
    what: 'a phrase',
    query: (n) =>
      `"${['upstream timed out', 'same person', 'connection closed', 'embedded database', 'request completed', 'text of evidence'][n % 6]}"`,
    pattern: (query) => escape(query.slice(1, -1)),
  },
  {
    what: 'the start of a word',
    query: (n) => word(60 + n * 13).slice(0, 4),
    pattern: (query) => String.raw`\b${escape(query)}`,
  },
  { what: 'an error code', query: (n) => `${codes[n % codes.length]} `, pattern: wholeWord },
  { what: 'an address', query: (n) => `${address(n * 7_919)} `, pattern: wholeWord },
  {
    what: 'the start of a commit hash',
    query: (n) => `${hexId(n * 83_001, 12).slice(0, 8)} `,
    pattern: (query) => String.raw`\b${query.trim()}`,
  },
  {
    what: 'Chinese, Japanese or Korean',
    query: (n) => `${['消息积压', 'データベース', '메시지가'][n % 3]} `,
    pattern: (query) => query.trim(),
  },
  {
    what: 'operators',
    query: (n) =>
      `from:${(authors[n % authors.length] ?? '').split(' ')[0]} service:${services[n % services.length]} after:2023-0${1 + (n % 9)}-01 ${word(20 + n)} `,
    pattern: null,
  },
  {
    what: 'a word but not another',
    query: (n) => `${word(300 + n * 11)} -${services[n % services.length]} `,
    pattern: null,
  },
  { what: 'a typing error', query: (n) => `${swapLetters(word(3_000 + n * 37))} `, pattern: null },
];

function swapLetters(text: string): string {
  const at = Math.floor(text.length / 2);
  return `${text.slice(0, at - 1)}${text[at] ?? ''}${text[at - 1] ?? ''}${text.slice(at + 1)}`;
}

/** The order of labelled searches of the sample incident, compared with plain `ts_rank`. */
async function measureOrder(): Promise<Figure> {
  await using made = await emptyStore(null);
  const sample = new URL('../demo/sample/finished.bundle.jsonl', import.meta.url);
  await importBundleText(made.ctx, await readFile(sample));
  const { queries, ours, plain } = await measureRelevance(made.ctx);
  return {
    what: `the order of ${queries} labelled searches (nDCG@10)`,
    measured: ours.toFixed(2),
    yardstick: `ts_rank on the same index: ${plain.toFixed(2)}`,
    ratio: ours / plain,
    bound: 'above 1',
    isMet: ours > plain,
  };
}

/** First pages over HTTP as a viewer with an API key, one incident in fifty hidden from them. */
export async function* measure(): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-search-'));
  // The server reads the files as another user.
  await chmod(folder, 0o755);
  const postgres = await startPostgres();
  try {
    const files = await writeItems(folder, items, incidents, {
      stream: incidentId,
      identity: identityId,
    });
    yield* measureServer(postgres.url, files, buildXapian(folder, files));
    yield* measureEmbedded(folder, files);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
  yield await measureOrder();
}

async function* measureServer(url: string, files: ItemFiles, xapian: Promise<string | null>) {
  await using made = await emptyStore(url);
  const token = await createViewerKey(made.ctx);
  await loadServer(made.url ?? '', files, incidents);
  await using debrief = await startDebrief({
    databaseUrl: made.url ?? '',
    env: { DEBRIEF_DEMO: 'false' },
  });
  const client = createClient({ baseUrl: debrief.origin, token });
  yield* figures('on a server', client, 150, { lines: files.lines, xapian: await xapian });
}

async function* measureEmbedded(folder: string, files: ItemFiles) {
  const dataDir = join(folder, 'data');
  const store = await openStore({ kind: 'embedded', dataDir });
  const token = await createViewerKey(createContext(store));
  await store.close();
  await loadEmbedded(join(dataDir, 'database'), files, incidents);
  await using debrief = await startDebrief({ dataDir, env: { DEBRIEF_DEMO: 'false' } });
  const client = createClient({ baseUrl: debrief.origin, token });
  yield* figures('embedded', client, 250, null);
}

interface Others {
  lines: string;
  xapian: string | null;
}

async function* figures(where: string, client: Client, p95: number, others: Others | null) {
  const all: number[] = [];
  for (const asked of searches) {
    const ours: number[] = [];
    for (let n = -1; n < times; n += 1) {
      const text = asked.query(n + 1);
      const elapsed = await measureElapsed(() => client.library.search({ text, limit: 20 }));
      if (n >= 0) ours.push(elapsed);
    }
    all.push(...ours);
    yield countFigure(`${asked.what}, ${where}`, spread(ours), '', true);
    if (others) yield* compare(asked, ours, others);
  }
  const [half, most] = [quantile(all, 0.5), quantile(all, 0.95)];
  const bound = where === 'embedded' ? `p95 < ${p95} ms` : `p50 < 50 ms, p95 < ${p95} ms`;
  yield countFigure(
    `all of these ${where}, ${items.toLocaleString('en')} items`,
    spread(all),
    bound,
    most < p95 && (where === 'embedded' || half < 50),
  );
}

async function* compare(
  { what, query, pattern }: Asked,
  ours: number[],
  { lines, xapian }: Others,
) {
  const measureOther = async (count: number, work: (text: string) => Promise<unknown>) => {
    const bare: number[] = [];
    for (let n = 0; n < count; n += 1)
      bare.push(await measureElapsed(() => work(query(n + 1).trim())));
    return { ours, bare };
  };
  if (pattern && hasProgram('rg'))
    yield ratioFigure(
      what,
      await measureOther(3, (text) => run('rg', ['-i', '-c', pattern(text), lines])),
      'ripgrep, all lines',
      4,
    );
  if (xapian && !/operators|typing|hash|start/.test(what))
    yield ratioFigure(
      what,
      await measureOther(5, (text) =>
        run('quest', ['-d', xapian, '-m', '20', '-s', 'english', '--default-op=and', text]),
      ),
      'Xapian’s quest',
      10,
    );
}

function run(program: string, args: string[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn(program, args, { stdio: 'ignore' });
  child.once('error', reject);
  child.once('exit', () => resolve());
  return promise;
}

/** The same items for Debian's Xapian; null if it is not installed. */
async function buildXapian(folder: string, files: ItemFiles): Promise<string | null> {
  if (!hasProgram('scriptindex') || !hasProgram('quest')) return null;
  const script = join(folder, 'script');
  await writeFile(script, 'id : field\ntext : index field\n');
  const database = join(folder, 'xapian');
  await run('scriptindex', [database, script, files.records]);
  return database;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

const spread = (values: readonly number[]) =>
  `p50 ${ms(median(values))}, p95 ${ms(quantile(values, 0.95))}`;

export async function createViewerKey(ctx: Context): Promise<string> {
  const { account } = await inviteAccount(ctx, {
    name: 'Reader',
    email: `reader${ctx.ids.next()}@example.org`,
    role: 'viewer',
  });
  const reader: Context = {
    ...ctx,
    actor: { type: 'account', accountId: account.id, name: account.name, role: account.role },
  };
  return (await createApiKey(reader, { name: 'bench', scopes: ['read'] })).key;
}
