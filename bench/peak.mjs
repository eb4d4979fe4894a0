// Loaded before a measured program: at its end it says how much memory the process took.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  writeFileSync(process.env.BENCH_PEAK ?? '', String(process.resourceUsage().maxRSS));
});
