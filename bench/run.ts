// `npm run bench -- import record write page start`: the measured claims, each with its baseline
// from the same run.
import { head, row, type Figure } from './figures.ts';

const benches: Record<string, () => Promise<{ measure: () => AsyncIterable<Figure> }>> = {
  weight: () => import('./weight.ts'),
  start: () => import('./start.ts'),
  record: () => import('./record.ts'),
  write: () => import('./write.ts'),
  home: () => import('./home.ts'),
  page: () => import('./page.ts'),
  reading: () => import('./reading.ts'),
  calibration: () => import('./calibration.ts'),
  'known-at': () => import('./known-at.ts'),
  import: () => import('./import.ts'),
  inbound: () => import('./inbound.ts'),
  readers: () => import('./readers.ts'),
  library: () => import('./library.ts'),
  search: () => import('./search.ts'),
  factors: () => import('./factors.ts'),
  report: () => import('./report.ts'),
  'import-report': () => import('./import-report.ts'),
  'report-editor': () => import('./report-editor.ts'),
  'story-checks': () => import('./story-checks.ts'),
  'suggested-evidence': () => import('./suggested-evidence.ts'),
  'follow-up-words': () => import('./follow-up-words.ts'),
  'story-incidents': () => import('./story-incidents.ts'),
  lens: () => import('./lens.ts'),
  'report-check': () => import('./report-check.ts'),
  'check-pairs': () => import('./check-pairs.ts'),
  suspects: () => import('./suspects.ts'),
  metrics: () => import('./metrics.ts'),
  alerts: () => import('./alerts.ts'),
  reconcile: () => import('./reconcile.ts'),
  checks: () => import('./checks.ts'),
  'checks-large': () => import('./checks-large.ts'),
  catalog: () => import('./catalog.ts'),
  islands: () => import('./islands.ts'),
  uncited: () => import('./uncited-sentences.ts'),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(
    `There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`,
  );
  process.exit(64);
}
let missed = 0;
for (const [name, load] of Object.entries(benches)) {
  if (asked.length > 0 ? !asked.includes(name) : name.endsWith('-large')) continue;
  console.log(head(name));
  for await (const figure of (await load()).measure()) {
    console.log(row(figure));
    if (!figure.isMet) missed += 1;
  }
}
process.exitCode = missed > 0 ? 1 : 0;
