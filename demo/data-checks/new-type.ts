import { createRandom } from '../../bench/random.ts';
import { addDays, writeCsv, writeText, type Row } from './csv.ts';

interface Event {
  order_id: number;
  region: string;
  amount: number | { value: number; currency: string };
  placed_at: string;
  channel?: { name: string };
}

const regions = ['AMER', 'EMEA', 'APAC'];

/**
 * Document 001: on 8 November the shop sends amounts of EMEA as an object, the ETL drops what is no
 * number, and the dashboard shows too little. On 9 November another nested field appears.
 */
export async function writeNewType(folder: string): Promise<void> {
  const random = createRandom(1);
  const etl: Row[] = [];
  const dashboard: Row[] = [];
  for (let day = 0; day < 9; day += 1) {
    const date = addDays('2026-11-01', day);
    const events = Array.from({ length: 200 }, (_, index): Event => {
      const region = regions[Math.floor(random() * regions.length)] ?? 'AMER';
      const value = Math.round(random() * 10_000 + 500) / 100;
      const second = String(Math.floor(random() * 86_400));
      const placed = new Date(Date.parse(date) + Number(second) * 1_000).toISOString();
      return {
        order_id: day * 1_000 + index,
        region,
        amount: day === 7 && region === 'EMEA' ? { value, currency: 'EUR' } : value,
        placed_at: placed,
        ...(day === 8 ? { channel: { name: 'app' } } : {}),
      };
    });
    await writeText(
      folder,
      `events/${date}.json`,
      events.map((event) => JSON.stringify(event)),
    );
    if (day === 8) continue;
    const parsed = events.filter(({ amount }) => typeof amount === 'number');
    etl.push(
      ...parsed.map((event): Row => ({ ...event, amount: Number(event.amount), channel: null })),
    );
    for (const region of regions) {
      const own = parsed.filter((event) => event.region === region);
      const revenue = own.reduce((sum, { amount }) => sum + Number(amount), 0);
      dashboard.push({ day: date, region, orders: own.length, revenue: revenue.toFixed(2) });
    }
  }
  await writeCsv(folder, 'etl.csv', etl);
  await writeCsv(folder, 'dashboard.csv', dashboard);
}
