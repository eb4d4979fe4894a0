import type { Incident } from '@debrief/contract';
import type { Context } from '@debrief/core/context';
import { beginImport } from '@debrief/core/evidence';
import { openUpload } from '@debrief/readers';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const users = [
  {
    id: 'U1',
    team_id: 'T9',
    name: 'ada',
    profile: { real_name: 'Ada Lark', email: 'ada@example.org' },
  },
  { id: 'U2', team_id: 'T9', name: 'bo', profile: { real_name: 'Bo Finch' } },
  { id: 'U3', team_id: 'T9', name: 'pager', is_bot: true, profile: { real_name: 'Pager' } },
  { id: 'U4', team_id: 'T9', name: 'cy', profile: { real_name: 'Cy Wren' } },
];
const channels = [
  { id: 'C1', name: 'ops', members: ['U1', 'U2', 'U4'] },
  { id: 'C2', name: 'deploys', members: ['U1'] },
];
export const createMessage = (user: string, ts: string, text: string, more: object = {}) => ({
  type: 'message',
  user,
  ts,
  text,
  ...more,
});

export async function importSlack(
  ctx: Context,
  incident: Incident,
  days: Record<string, unknown[]>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-slack-'));
  try {
    const files = { 'users.json': users, 'channels.json': channels, ...days };
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), JSON.stringify(content));
    }
    const begun = await beginImport(
      ctx,
      { incident: incident.ref, name: 'export' },
      await openUpload(folder, 'export'),
      'a'.repeat(64),
    );
    const summary = await begun.run();
    if (summary.state !== 'done') throw new Error(summary.problem ?? summary.state);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
