// `npm run check`: what can be checked without running the code; seconds, no database.
import { gates } from './gates/all.ts';
import type { Gate } from './gates/gate.ts';
import { root } from './set-up.mjs';

/** Runs all gates, two at a time, and prints a line for each, then the findings of failed ones. */
export async function runChecks(root: string): Promise<{ passed: number; failed: number }> {
  const waiting = [...gates];
  const broken: string[] = [];
  const work = async () => {
    for (let gate = waiting.shift(); gate; gate = waiting.shift()) {
      const findings = await runGate(gate, root);
      if (findings !== null) broken.push(`\n── ${gate.name}\n${findings.trim()}\n`);
    }
  };
  await Promise.all([work(), work()]);
  process.stdout.write(broken.join(''));
  return { passed: gates.length - broken.length, failed: broken.length };
}

async function runGate(gate: Gate, root: string): Promise<string | null> {
  const start = performance.now();
  const verdict = await gate.check(root).catch((error: unknown) => ({
    isHeld: false,
    findings: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(
    `${verdict.isHeld ? '✓' : '✗'} ${gate.name.padEnd(10)} ${seconds.padStart(5)} s\n`,
  );
  return verdict.isHeld ? null : verdict.findings;
}

if (import.meta.main) {
  const { failed } = await runChecks(root);
  process.exitCode = failed > 0 ? 1 : 0;
}
