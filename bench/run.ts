// `npm run bench -- import record write page start`: the measured claims, each beside its yardstick in the same run.
import { print, type Figure } from './figures.ts';

const benches: Record<string, () => Promise<{ measure: () => Promise<Figure[]> }>> = {
  start: () => import('./start.ts'),
  record: () => import('./record.ts'),
  write: () => import('./write.ts'),
  page: () => import('./page.ts'),
  import: () => import('./import.ts'),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(64);
}
let missed = 0;
for (const [name, load] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const figures = await (await load()).measure();
  print(name, figures);
  missed += figures.filter((figure) => !figure.isMet).length;
}
process.exitCode = missed > 0 ? 1 : 0;
