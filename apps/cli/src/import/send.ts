import { ClientProblem, type Client } from '@debrief/client';
import type { Import, Incident } from '@debrief/contract';
import { createProgress, type Progress } from '../progress.ts';
import { CliError } from '../errors.ts';
import type { World } from '../world.ts';
import type { Plan } from './plan.ts';
import { createSending, type Upload } from './upload.ts';

/** Ctrl-C was pressed during the upload: nothing of it was imported. */
export class StoppedSending extends Error {
  override name = 'StoppedSending';
}

export async function sendImport(
  world: World,
  client: Client,
  incident: string,
  plan: Plan,
): Promise<{ ended: Import; wasStopped: boolean }> {
  const progress = createProgress(world);
  const stop = new AbortController();
  let started: Import | null = null;
  let asked = 0;
  const stopListening = world.onInterrupt((signal) => {
    asked += 1;
    if (asked > 1) world.exitNow(signal === 'SIGINT' ? 130 : 143);
    stop.abort(new StoppedSending());
  });
  try {
    const { upload, read } = plan;
    started = await sendUpload(upload, stop.signal, progress, (file) =>
      client.evidence.import(
        { ...read, incident, name: upload.name },
        { file, signal: stop.signal },
      ),
    );
    const ended = await followImport(world, client, started, progress, stop.signal);
    return { ended, wasStopped: asked > 0 && ended.state === 'cancelled' };
  } finally {
    stopListening();
    await progress.clear();
  }
}

export async function sendBundle(world: World, client: Client, upload: Upload): Promise<Incident> {
  const progress = createProgress(world);
  const stop = new AbortController();
  const stopListening = world.onInterrupt(() =>
    stop.signal.aborted ? world.exitNow(130) : stop.abort(new StoppedSending()),
  );
  try {
    return await sendUpload(upload, stop.signal, progress, (file) =>
      client.incident.importBundle({}, { file, signal: stop.signal }),
    );
  } finally {
    stopListening();
    await progress.clear();
  }
}

async function sendUpload<T>(
  upload: Upload,
  signal: AbortSignal,
  progress: Progress,
  send: (file: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  const sending = createSending(upload, signal, (count) =>
    progress.sending(upload.name, count, upload.size),
  );
  try {
    return await send(sending.chunks);
  } catch (error) {
    if (signal.aborted) throw new StoppedSending();
    throw sending.failure() ?? error;
  }
}

/** Too late is not an error: the import has then ended. */
async function cancelImport(client: Client, { id }: Import): Promise<Import> {
  try {
    return await client.evidence.cancelImport({ id });
  } catch (error) {
    if (error instanceof ClientProblem && error.problem.code === 'conflict')
      return client.evidence.getImport({ id });
    throw error;
  }
}

async function followImport(
  world: World,
  client: Client,
  started: Import,
  progress: Progress,
  signal: AbortSignal,
): Promise<Import> {
  let now = started;
  let pauseMs = 30;
  let isCancelling = false;
  while (now.state === 'running') {
    progress.reading(now);
    if (signal.aborted && !isCancelling) {
      isCancelling = true;
      now = await cancelImport(client, started);
      continue;
    }
    await world.sleep(pauseMs);
    pauseMs = Math.min(400, pauseMs * 1.5);
    now = await client.evidence.getImport({ id: started.id });
  }
  if (now.state === 'interrupted' && signal.aborted)
    throw new CliError(
      'unavailable',
      'The server stopped before the import ended. Import the same file again to complete it.',
    );
  return now;
}
