import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { startDebrief } from '@debrief/testkit/process';
import { expect, onTestFinished, test } from 'vitest';
import { launcher } from '../testing/command.ts';
import type { SarifLog } from './sarif-log.ts';

const page = readFileSync(new URL('../../../../docs/check.md', import.meta.url), 'utf8');

/** The script of the step `Check`, as a runner reads it from the page. */
function readScript(): string {
  const [, block = ''] = /- name: Check\n +run: \|\n((?: {10}.*\n)+)/.exec(page) ?? [];
  return block.replaceAll(/^ {10}/gm, '');
}

const chat = [
  ['2026-03-02T08:00:00Z', 'ada', 'disk of db-07 is full, writes fail'],
  ['2026-03-02T08:04:30Z', 'ben', 'restarted db-07, 412 writes were lost'],
].map(([at, author, text]) => JSON.stringify({ at, author, text }));

test('the job in docs/check.md checks the changed post-mortem against a server', async () => {
  await using debrief = await startDebrief({ env: { DEBRIEF_DEMO: 'false' } });
  const { ref } = await debrief.client.incident.declare({ title: 'Disk full', zone: 'UTC' });
  await debrief.client.evidence.import(
    { incident: ref, name: 'chat.jsonl' },
    { file: new Blob([chat.join('\n')]) },
  );
  const readRecord = () => debrief.client.evidence.record({ incident: ref });
  await expect.poll(async () => (await readRecord()).items.length, { timeout: 30_000 }).toBe(2);
  const folder = mkdtempSync(join(tmpdir(), 'debrief-action-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const git = (...parameters: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...parameters], {
      cwd: folder,
    });
  mkdirSync(join(folder, 'postmortems'));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(
    join(folder, 'bin/npx'),
    `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${launcher}" "$@"\n`,
  );
  chmodSync(join(folder, 'bin/npx'), 0o755);
  writeFileSync(join(folder, '.gitignore'), 'bin\n*.sarif\nsummary.md\n');
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'start');
  const report = join(folder, 'postmortems/disk.md');
  const runStep = (change: () => void) => {
    change();
    git('add', '--all');
    git('commit', '--quiet', '--message', 'change');
    for (const output of ['summary.md', 'check.sarif'])
      rmSync(join(folder, output), { force: true });
    // As a runner starts a step without `shell`.
    const { status, stderr } = spawnSync('bash', ['-e', '-c', readScript()], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
        DEBRIEF_SERVER: debrief.origin,
        DEBRIEF_TOKEN: debrief.token,
        GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      },
    });
    return { status, stderr };
  };
  const write = (lost: number) => () =>
    writeFileSync(
      report,
      `---\nincident: ${ref}\n---\n\n# Disk full\n\n${lost} writes were lost.\n`,
    );

  expect(runStep(write(418))).toMatchObject({ status: 1 });
  expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain('The record says 412 writes');
  const log: SarifLog = JSON.parse(readFileSync(join(folder, 'check.sarif'), 'utf8'));
  expect(log.runs[0]?.results).toMatchObject([
    {
      ruleId: 'number-differs',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'postmortems/disk.md' },
            region: { startLine: 7, startColumn: 1 },
          },
        },
      ],
    },
  ]);
  expect(runStep(write(412))).toEqual({ status: 0, stderr: '' });
  expect(runStep(() => rmSync(report))).toEqual({ status: 0, stderr: '' });
  expect(existsSync(join(folder, 'check.sarif'))).toBe(false);
}, 120_000);
