import { createRandom } from '../../bench/random.ts';
import { writeCosts } from './costs.ts';
import { addDays, writeCsv, type Row } from './csv.ts';

/** Document 004: the data of the questions 91, 92, 93, 98, 99 and 104. */
export async function writeQuestions(folder: string): Promise<void> {
  await writeVolume(folder);
  await writeOrders(folder);
  await writePromises(folder);
  await writeNulls(folder);
  await writeShipments(folder);
  await writeCosts(folder);
}

const pick = <T>(random: () => number, list: readonly [T, ...T[]]): T =>
  list[Math.floor(random() * list.length)] ?? list[0];

const cents = (value: number) => Math.round(value * 100) / 100;

async function writeVolume(folder: string): Promise<void> {
  const random = createRandom(91);
  for (const [date, count] of [
    ['2026-11-02', 2_000],
    ['2026-11-27', 4_000],
  ] as const) {
    const rows = Array.from({ length: count }, (_, id) => ({
      shipment_id: id,
      carrier: pick(random, ['FedEx', 'UPS', 'DHL']),
    }));
    await writeCsv(folder, `q91/${date}.csv`, rows);
  }
}

const lostOrders = 15_000;
/** New York is five hours behind UTC in winter. */
const offsetMs = 5 * 3_600_000;

/** 15,000 orders of the last evening of the year, at 133.33 on average: two million are missing. */
async function writeOrders(folder: string): Promise<void> {
  const random = createRandom(92);
  const clock = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
  const evening = Date.parse('2025-12-31T19:00:00Z');
  const orders = Array.from({ length: lostOrders + 3_000 }, (_, id) => {
    const isLate = id < lostOrders;
    const start = isLate ? evening : Date.parse('2025-12-22T00:00:00Z');
    const span = isLate ? 5 * 3_600 : 9 * 86_400;
    const local = start + Math.floor(random() * span) * 1_000;
    return { order_id: id, amount: cents(random() * 200 + 33.33), local };
  });
  const bronze = orders.map(({ local, ...order }) => ({ ...order, utc: local + offsetMs }));
  const silver = bronze.filter(({ utc }) => utc < Date.parse('2026-01-01T00:00:00Z'));
  const gold = Map.groupBy(silver, ({ utc }) => clock(utc - offsetMs).slice(0, 10));
  const toRow = ({ order_id, amount, utc }: (typeof bronze)[number]): Row => ({
    order_id,
    amount,
    placed_at: clock(utc),
  });
  await writeCsv(
    folder,
    'q92/source.csv',
    orders.map(({ order_id, amount, local }) => ({ order_id, amount, placed_at: clock(local) })),
  );
  await writeCsv(folder, 'q92/bronze.csv', bronze.map(toRow));
  await writeCsv(folder, 'q92/silver.csv', silver.map(toRow));
  await writeCsv(
    folder,
    'q92/gold.csv',
    [...gold].map(([day, own]) => ({
      day,
      orders: own.length,
      revenue: own.reduce((sum, { amount }) => sum + amount, 0).toFixed(2),
    })),
  );
}

/** 3 % of promises are changed after a delay: 95 % on time by the first, 98 % by the last. */
async function writePromises(folder: string): Promise<void> {
  const rows = Array.from({ length: 1_000 }, (_, id) => {
    const first = addDays('2026-10-01', id % 60);
    const late = id % 100 < 5;
    const isMoved = id % 100 < 3;
    return {
      shipment_id: id,
      first_promise: first,
      last_promise: isMoved ? addDays(first, 2) : first,
      delivered_on: late ? addDays(first, 2) : first,
    };
  });
  await writeCsv(folder, 'q93/shipments.csv', rows);
}

async function writeNulls(folder: string): Promise<void> {
  for (const [name, share] of [
    ['normal', 0.005],
    ['degraded', 0.03],
    ['catastrophic', 0.07],
  ] as const) {
    const rows = Array.from({ length: 2_000 }, (_, id) => ({
      item_id: id,
      quantity: (id * share) % 1 < share ? null : (id % 9) + 1,
    }));
    await writeCsv(folder, `q98/${name}.csv`, rows);
  }
}

async function writeShipments(folder: string): Promise<void> {
  const random = createRandom(99);
  const digits = (length: number) =>
    String(Math.floor(random() * 10 ** length)).padStart(length, '0');
  const rows = Array.from({ length: 2_000 }, (_, id): Row => {
    const day = addDays('2026-11-24', Math.floor(id / 300));
    return {
      shipment_id: id,
      shipped_at: `${day} ${String(8 + (id % 10)).padStart(2, '0')}:15:00`,
      promised_on: addDays(day, 2),
      carrier: pick(random, ['FedEx', 'UPS', 'DHL']),
      status: pick(random, ['created', 'moving', 'delivered']),
      weight: cents(random() * 40 + 0.5),
      cost: cents(random() * 60 + 4),
      postcode: `1${digits(4)}`,
      tracking: `DE${digits(8)}`,
      email: `customer${id}@example.com`,
    };
  });
  await writeCsv(folder, 'q99/good.csv', rows);
  const faults: Record<number, Row> = {
    10: { shipment_id: 9 },
    20: { carrier: 'Pigeon' },
    30: { weight: 900 },
    40: { postcode: 'ABCDE' },
    50: { email: 'nowhere' },
    60: { promised_on: '2026-01-01' },
  };
  await writeCsv(
    folder,
    'q99/bad.csv',
    rows.map((row, index) => ({ ...row, ...faults[index] })),
  );
}
