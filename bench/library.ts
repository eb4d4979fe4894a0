import { createClient, type Client } from '@debrief/client';
import type { LibraryQueryInput } from '@debrief/contract';
import { createApiKey, inviteAccount } from '@debrief/core/account';
import type { Context } from '@debrief/core/context';
import { startDebrief } from '@debrief/testkit/process';
import pg from 'pg';
import { startPostgres } from '../tools/postgres.ts';
import { inTurns, ratioFigure, type Figure, type Turns } from './figures.ts';
import {
  eventsOfEach,
  factorsOfEach,
  fillLibrary,
  incidents,
  itemsOfEach,
  vocabulary,
} from './library-data.ts';
import { emptyStore } from './stores.ts';

const times = 30;

/** A kind of search that people make. */
interface Asked {
  what: string;
  query: (index: number) => LibraryQueryInput;
}

/** The word with this rank: the first occur in nearly every report, the last in hardly any. */
const pickWord = (rank: number) => vocabulary[rank] ?? 'alias';

const searches: Asked[] = [
  { what: 'a rare word', query: (index) => ({ text: `${pickWord(9_000 + index * 17)} ` }) },
  { what: 'a common word', query: (index) => ({ text: pickWord(2 + (index % 8)) }) },
  {
    what: 'two words',
    query: (index) => ({ text: `${pickWord(5 + (index % 10))} ${pickWord(200 + index)}` }),
  },
  {
    what: 'two common words',
    query: (index) => ({ text: `${pickWord(index % 9)} ${pickWord(10 + (index % 9))}` }),
  },
  {
    what: 'a common word, one service, two years',
    query: (index) => ({
      text: pickWord(3 + (index % 8)),
      service: `service ${index % 60}`,
      from: '2024-01-01T00:00:00Z',
    }),
  },
  {
    what: 'the start of a word',
    query: (index) => ({ text: pickWord(60 + index).slice(0, 4) }),
  },
  { what: 'nothing: the newest', query: (index) => (index % 2 === 0 ? {} : { kind: 'report' }) },
];

/**
 * Mixed searches of a large library over HTTP, as a reader with an API key, on a PostgreSQL server.
 */
export async function* measure(): AsyncGenerator<Figure> {
  const postgres = await startPostgres();
  try {
    await using made = await emptyStore(postgres.url);
    await fillLibrary(made.ctx, made.ctx.clock.now());
    const token = await readersKey(made.ctx);
    await using debrief = await startDebrief({
      databaseUrl: made.url ?? '',
      env: { DEBRIEF_DEMO: 'false' },
    });
    const client = createClient({ baseUrl: debrief.origin, token });
    const bare = new pg.Client({ connectionString: made.url ?? '' });
    await bare.connect();
    try {
      yield* figures(client, bare);
    } finally {
      await bare.end();
    }
  } finally {
    await postgres.stop();
  }
}

/**
 * Compared with bare SQL for the same words, and a request to the same server that reads only the
 * key.
 */
async function* figures(client: Client, bare: pg.Client): AsyncGenerator<Figure> {
  const all: Turns = { ours: [], bare: [] };
  const empty = () => client.access.session(undefined);
  const yardstick = 'the bare SQL and an empty request';
  for (const { what, query } of searches) {
    const turns = await inTurns(
      times,
      (index) => client.library.search({ limit: 20, ...query(index) }),
      async (index) => {
        await empty();
        await countBare(bare, query(index).text ?? '');
      },
    );
    all.ours.push(...turns.ours);
    all.bare.push(...turns.bare);
    yield ratioFigure(`search for ${what}`, turns, yardstick, 4);
  }
  const sizes = [
    incidents,
    incidents * eventsOfEach,
    incidents * (factorsOfEach + 1),
    incidents * itemsOfEach,
  ].map((count) => count.toLocaleString('en'));
  yield ratioFigure(
    `all of these, mixed: ${sizes[0]} reports, ${sizes[1]} events, ${sizes[2]} factors and decisions, ${sizes[3]} messages`,
    all,
    yardstick,
    2,
  );
  const { items } = await client.library.search({ kind: 'factor', limit: times });
  const elsewhere = (index: number) =>
    client.library.elsewhere({ id: items[index % items.length]?.id ?? '' });
  const commonWord = (index: number) => pickWord(2 + (index % 8));
  yield ratioFigure(
    'factors of other incidents like one (opened by hand)',
    await inTurns(times, elsewhere, async (index) => {
      await empty();
      await countBare(bare, commonWord(index));
    }),
    yardstick,
    4,
  );
}

/** The time of the database to count the matches: no visibility, no order, no texts. */
async function countBare(bare: pg.Client, text: string): Promise<void> {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const query = words
    .map((word, index) => (index === words.length - 1 ? `'${word}':*` : `'${word}'`))
    .join(' & ');
  const where = query === '' ? '' : 'where search @@ $1::tsquery';
  await bare.query(
    `select ${['published_version', 'timeline_event', 'finding', 'evidence'].map((table) => `(select count(*) from ${table} ${where})`).join(' + ')} as found`,
    query === '' ? [] : [query],
  );
}

async function readersKey(ctx: Context): Promise<string> {
  const { account } = await inviteAccount(ctx, {
    name: 'Reader',
    email: 'reader@example.org',
    role: 'admin',
  });
  const reader: Context = {
    ...ctx,
    actor: { type: 'account', accountId: account.id, name: account.name, role: account.role },
  };
  return (await createApiKey(reader, { name: 'bench', scopes: ['read'] })).key;
}
