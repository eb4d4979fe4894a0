import { drillAlerts, parseRuleFile, SeriesStore } from '@debrief/promql';
import { countFigure, inTurns, median, ms, ratioFigure, type Figure } from './figures.ts';
import { createRandom } from './random.ts';

const rules = 200;
const instances = 3;
const daySteps = (24 * 3_600) / 15;
const mostMs = 10_000;

/** What alert rules do, in turn: levels, rates, ratios of two metrics, averages and changes. */
const queries: readonly ((index: number) => string)[] = [
  (index) => `m${index} > 75`,
  (index) => `rate(m${index}[5m]) > 0.02`,
  (index) => `sum by (job) (rate(m${index}[2m])) / sum by (job) (rate(n${index}[2m])) > 1.2`,
  (index) => `avg_over_time(m${index}[1h]) > 60 and on (instance) n${index} < 40`,
  (index) => `delta(m${index}[30m]) > 20 unless n${index} > 90`,
  (index) => `max by (instance) (m${index}) - min by (instance) (n${index}) > 50`,
];

function writeRules(): string {
  const lines = Array.from({ length: rules }, (_, index) => {
    const query = queries[index % queries.length]?.(index) ?? '';
    return `      - { alert: A${index}, expr: '${query}', for: 5m, labels: { severity: page } }`;
  });
  return `groups:\n  - name: day\n    rules:\n${lines.join('\n')}\n`;
}

/** Two metrics for each rule, each of three instances, one sample in 15 seconds of a day. */
function makeSeries(): SeriesStore {
  const store = new SeriesStore();
  const random = createRandom(20_261_130);
  for (let index = 0; index < rules; index += 1)
    for (const name of [`m${index}`, `n${index}`])
      for (let instance = 0; instance < instances; instance += 1) {
        const series = store.add({ __name__: name, job: 'api', instance: String(instance) });
        let value = random() * 100;
        for (let step = 0; step < daySteps; step += 1) {
          value = Math.max(0, value + random() * 4 - 2);
          store.append(series, step * 15_000, value);
        }
      }
  return store;
}

/** A drill of 200 rules over a day, evaluated every 15 seconds. */
export async function* measure(): AsyncIterable<Figure> {
  const groups = parseRuleFile('day.yml', writeRules());
  const store = makeSeries();
  const steps = { startMs: 0, stepMs: 15_000, count: daySteps };
  let fired = 0;
  const turns = await inTurns(
    3,
    async () => {
      const drills = drillAlerts({ groups, store, steps });
      fired = drills.filter(({ verdict }) => verdict === 'fires').length;
    },
    async () => {
      let sum = 0;
      for (const { values } of store.all()) for (const value of values) sum += value;
      return sum;
    },
    1,
  );
  yield ratioFigure(
    `a drill of ${rules} rules over a day at 15 s, ${store.all().length} series; ${fired} rules fire`,
    turns,
    'adding up the same samples once',
    400,
  );
  const ours = median(turns.ours);
  yield countFigure('the same', ms(ours), 'less than 10 s', ours < mostMs);
}
