import { inspect } from 'node:util';
import { DomainError } from '@debrief/contract';
import { describe, expect, test } from 'vitest';
import { describeConfig, readConfig, Secret } from './config.ts';

function listProblems(env: Record<string, string>, flags = {}): { at: string; message: string }[] {
  try {
    readConfig({ flags, env });
    return [];
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid') return error.issues;
    throw error;
  }
}

describe('the configuration', () => {
  test('has a default for everything; the environment overrides it, and a flag overrides both', () => {
    expect(readConfig({ flags: {}, env: {} })).toMatchObject({
      data: './data',
      port: 4300,
      host: '127.0.0.1',
      databaseUrl: null,
      demo: 'finished',
      from: { port: 'default' },
    });
    expect(
      readConfig({
        flags: {},
        env: { DEBRIEF_PORT: '4400', DEBRIEF_DEMO: 'false', DEBRIEF_HOST: '' },
      }),
    ).toMatchObject({
      port: 4400,
      demo: 'none',
      host: '127.0.0.1',
      from: { port: 'env', host: 'default' },
    });
    expect(
      readConfig({
        flags: { port: 4500, demo: 'raw' },
        env: { DEBRIEF_PORT: '4400', DEBRIEF_DEMO: 'no' },
      }),
    ).toMatchObject({
      port: 4500,
      demo: 'raw',
      from: { port: 'flag' },
    });
  });

  test('reports every problem together, by the name that was used', () => {
    const issues = listProblems(
      {
        DEBRIEF_PORT: '70000',
        DATABASE_URL: 'mysql://x',
        DEBRIEF_PUBLIC_URL: 'ftp://x',
        DEBRIEF_LOG_LEVEL: 'loud',
        DEBRIEF_DEMO: 'maybe',
      },
      { maxUploadMb: 0 },
    );
    expect(issues.map((issue) => issue.at).toSorted()).toEqual([
      '--max-upload-mb',
      'DATABASE_URL',
      'DEBRIEF_DEMO',
      'DEBRIEF_LOG_LEVEL',
      'DEBRIEF_PORT',
      'DEBRIEF_PUBLIC_URL',
    ]);
    for (const issue of issues) expect(issue.message).not.toBe('');
  });

  test('never prints a secret', () => {
    const config = readConfig({
      flags: {},
      env: { DATABASE_URL: 'postgres://debrief:hunter2@db/debrief' },
    });
    const shown = [
      JSON.stringify(config),
      inspect(config, { depth: 5 }),
      String(config.databaseUrl),
      JSON.stringify(describeConfig(config)),
    ];
    for (const text of shown) {
      expect(text).toContain('***');
      expect(text).not.toContain('hunter2');
    }
    expect(config.databaseUrl?.reveal()).toContain('hunter2');
    expect(listProblems({ DATABASE_URL: 'mysql://debrief:hunter2@db' })[0]?.message).not.toContain(
      'hunter2',
    );
    expect(new Secret('x').toString()).toBe('***');
  });
});
