import { VersionNumber } from '@debrief/contract';
import type { Context as Core } from '@debrief/core/context';
import { reviewPage } from '@debrief/core/report';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const manifestPath = new URL('../../../web/dist/.vite/manifest.json', import.meta.url);
const entry = 'src/read/read.ts';
const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), css: z.array(z.string()).optional() }),
);

interface Files {
  scripts: string[];
  styles: string[];
}
let known: Files | null = null;

/** The built files of the reading page; without a build only the article is shown. */
async function loadPageFiles(): Promise<Files> {
  if (known) return known;
  const text = await readFile(manifestPath, 'utf8').catch(() => null);
  const built = text === null ? undefined : Manifest.parse(JSON.parse(text))[entry];
  if (!built) return { scripts: [], styles: [] };
  known = { scripts: [`/${built.file}`], styles: (built.css ?? []).map((file) => `/${file}`) };
  return known;
}

/** A published report for signed-in readers; others sign in first and come back. */
export async function reviewResponse(
  ctx: Core,
  path: string,
  { incident, number }: { incident: string; number?: string | undefined },
): Promise<Response> {
  if (ctx.actor.type === 'anonymous')
    return new Response(null, {
      status: 302,
      headers: {
        location: `/sign-in?next=${encodeURIComponent(path)}`,
        'cache-control': 'no-store',
      },
    });
  const parsed = VersionNumber.optional().safeParse(number);
  // Anything except a number names no version.
  const page = await reviewPage(
    ctx,
    { incident, number: parsed.success ? parsed.data : 0 },
    await loadPageFiles(),
  );
  return new Response(page.html, {
    status: page.status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}
