import { jobKinds, type JobKind, type JobQueue, type Log } from '@debrief/core/context';
import { findViolatedConstraint, type Store } from '@debrief/core/db';
import { fromKysely, PgBoss, type Job, type Queue } from 'pg-boss';

export interface Jobs extends JobQueue {
  /** Starts running jobs. `run` throws for a job that should be retried. */
  work(run: (kind: JobKind, data: unknown, signal: AbortSignal) => Promise<void>): Promise<void>;
  /**
   * Takes no more jobs, asks running ones to stop, and waits for them; unfinished ones go back to
   * the queue.
   */
  stop(): Promise<void>;
}

/** How many jobs of a kind a process runs in parallel. */
const workers = 3;
const hour = 3_600;

/**
 * The embedded database has one session, which requests need: a notification wakes the workers, and
 * polling is rare. On a server, the jobs of a dead process are taken over after a heartbeat and a
 * maintenance pass.
 */
const rhythms = {
  embedded: { passSeconds: hour, pollSeconds: 60, heartbeat: {} },
  server: { passSeconds: 10, pollSeconds: 10, heartbeat: { heartbeatSeconds: 20 } },
} as const;

/**
 * pg-boss on the store's own connections; it creates and migrates its schema itself. `folderId` is
 * the uploads folder whose jobs this process runs.
 */
export async function openJobs(store: Store, folderId: string, log: Log): Promise<Jobs> {
  const { passSeconds, pollSeconds, heartbeat } = rhythms[store.kind];
  const boss = createBoss(store, passSeconds, log);
  const queues: Record<JobKind, string> = {
    'import.run': `import.run/${folderId}`,
    'import.undo': 'import.undo',
    'delivery.read': 'delivery.read',
    'secrets.find': 'secrets.find',
    'delivery.reread': 'delivery.reread',
    'evidence.remove': 'evidence.remove',
    'connection.pull': 'connection.pull',
    'retention.run': 'retention.run',
    'pages.check': 'pages.check',
    'heartbeat.check': 'heartbeat.check',
    'incident.route': 'incident.route',
    'emails.collect': 'emails.collect',
    'email.send': 'email.send',
    'tracker.poll': 'tracker.poll',
    'tracker.sync': 'tracker.sync',
  };
  const kinds = Object.keys(jobKinds).filter((kind): kind is JobKind => kind in queues);
  const stopping = new AbortController();
  await start(boss);
  await openQueues(boss, Object.values(queues), {
    notify: true,
    expireInSeconds: 24 * hour,
    retryLimit: 1_000,
    deleteAfterSeconds: 24 * hour,
    ...heartbeat,
  });
  if (store.kind === 'embedded') await takeBackJobs(boss, Object.values(queues));
  return {
    async add(db, job) {
      if (job.folderId !== undefined && job.folderId !== folderId)
        throw new Error(`This process does not have the folder of uploads ${job.folderId}`);
      await boss.send(queues[job.kind], job.data, {
        db: fromKysely(db),
        ...(job.delayMs !== undefined && { startAfter: Math.ceil(job.delayMs / 1000) }),
        ...slot(job.oncePerMinute, 60),
        ...slot(job.oncePerDay, 24 * hour),
      });
    },
    async work(run) {
      const polling = {
        localConcurrency: workers,
        pollingIntervalSeconds: pollSeconds,
        notifyPollingIntervalSeconds: pollSeconds,
      };
      for (const kind of kinds) {
        let worker: string | null = null;
        worker = await boss.work(queues[kind], polling, async ([job]: Job<unknown>[]) => {
          if (!job) return;
          try {
            await run(kind, job.data, AbortSignal.any([stopping.signal, job.signal]));
          } finally {
            // There may be more: the next one does not wait for the next poll.
            if (worker !== null) boss.notifyWorker(worker);
          }
        });
      }
    },
    async stop() {
      const idle = Promise.all(Object.values(queues).map((name) => boss.offWork(name)));
      stopping.abort();
      await idle;
      await boss.stop({ graceful: false });
    },
  };
}

/** At most one job with this key in each slot of time; another one waits for the next slot. */
function slot(key: string | undefined, seconds: number) {
  return key === undefined
    ? {}
    : { singletonKey: key, singletonSeconds: seconds, singletonNextSlot: true };
}

/** Creates the tables of the queue in a database that has none. */
export async function createJobTables(store: Store, log: Log): Promise<void> {
  const boss = createBoss(store, rhythms[store.kind].passSeconds, log);
  await start(boss);
  await boss.stop({ graceful: false });
}

function createBoss(store: Store, passSeconds: number, log: Log): PgBoss {
  const boss = new PgBoss({
    db: {
      executeSql: (text, values) => store.run(text, values),
      async listen(channel, heard, reconnected) {
        const close = await store.listen(channel, (payload) =>
          payload === null ? reconnected() : heard(payload),
        );
        reconnected();
        return { close };
      },
    },
    backend: store.kind === 'embedded' ? 'pglite' : 'postgres',
    schema: 'pgboss',
    schedule: false,
    useListenNotify: true,
    monitorVacuum: false,
    reindex: false,
    superviseIntervalSeconds: passSeconds,
    monitorIntervalSeconds: passSeconds,
    flowIntervalSeconds: hour,
    bamIntervalSeconds: hour,
    queueCacheIntervalSeconds: hour,
  });
  boss.on('error', (err) => log.error({ err }, 'the job queue has a problem'));
  boss.on('warning', (warning) => log.warn({ warning }, 'the job queue has a warning'));
  return boss;
}

/**
 * If processes start together on a new database, one creates the schema; another one that fails
 * finds it on retry.
 */
async function start(boss: PgBoss): Promise<void> {
  try {
    await boss.start();
  } catch (error) {
    if (findViolatedConstraint(error) === null) throw error;
    await boss.start();
  }
}

/**
 * Afterwards pg-boss has them cached: a lookup inside a transaction would wait for the session that
 * this transaction uses.
 */
async function openQueues(
  boss: PgBoss,
  names: string[],
  options: Omit<Queue, 'name'>,
): Promise<void> {
  const known = new Set((await boss.getQueues(names)).map((queue) => queue.name));
  for (const name of names) {
    if (!known.has(name)) await boss.createQueue(name, options);
    await boss.findJobs(name, { key: 'none' });
  }
}

/**
 * For a process that has just started and uses the database exclusively: the one that had these
 * jobs is gone.
 */
async function takeBackJobs(boss: PgBoss, names: string[]): Promise<void> {
  for (const name of names) {
    const lost = (await boss.findJobs(name)).filter((job) => job.state === 'active');
    if (lost.length > 0) await boss.fail(name, lost, { message: 'the process has ended' });
  }
}
