import { serve as listen, type ServerType } from '@hono/node-server';
import type { IncomingMessage } from 'node:http';
import { DomainError } from '@debrief/contract';
import type { Config } from './config.ts';
import { openReportLive, reportLivePath } from './http/report-live/report-live.ts';
import { openDebrief } from './open-debrief.ts';
import { startWatchdog } from './watchdog.ts';

export interface Running {
  /** Its URL; on a database without accounts, with the one-time link for the first one. */
  address: string;
  close(): Promise<void>;
  closed: Promise<void>;
}

const graceMs = 5_000;

/**
 * Starts a server; resolves when it is ready. Errors: as `openDebrief`, and `in-use` for a port in
 * use.
 */
export async function serve(config: Config): Promise<Running> {
  const local = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}`;
  const debrief = await openDebrief(config, `${local}:${config.port}`);
  const reports = await openReportLive(debrief.deps);
  const { server, port } = await bind(debrief.app.fetch, config).catch(async (error: unknown) => {
    await reports.close();
    await debrief.close();
    throw error;
  });
  server.on('upgrade', reports.upgrade);
  const watchdog = startWatchdog();
  const address = `${local}:${port}`;
  await debrief.lock?.announce(address);
  void debrief.addDemo();
  const closed = Promise.withResolvers<void>();
  let closing: Promise<void> | null = null;
  const close = async () => {
    const drained = new Promise<void>((resolve) => server.close(() => resolve()));
    // Adds the jobs with which other processes continue to listen.
    await debrief.deps.listeners.stop();
    // Live connections never end on their own; what is left after the grace period is cut.
    await Promise.all([debrief.deps.jobs.stop(), reports.close()]);
    const cut = setTimeout(
      () => 'closeAllConnections' in server && server.closeAllConnections(),
      graceMs,
    );
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    debrief.deps.live.end();
    await drained;
    clearTimeout(cut);
    await debrief.close();
    await watchdog.stop();
    closed.resolve();
  };
  return {
    address: `${config.publicUrl?.replace(/\/$/, '') ?? address}${debrief.ownerPath ?? '/'}`,
    close: () => (closing ??= close()),
    closed: closed.promise,
  };
}

async function bind(
  fetch: (request: Request) => Response | Promise<Response>,
  config: Config,
): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = listen(
      {
        fetch,
        hostname: config.host,
        port: config.port,
        serverOptions: { shouldUpgradeCallback: isReportSocket },
      },
      (info) => resolve({ server, port: info.port }),
    );
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new DomainError(
              'in-use',
              `Port ${config.port} is already in use. Use another port with --port.`,
              { cause: error },
            )
          : new DomainError(
              'unavailable',
              `Can't listen on ${config.host}:${config.port} (${error.code ?? error.message}). Use another --host or --port.`,
              { cause: error },
            ),
      );
    });
  });
}

/** Any other request to upgrade is handled like one without. */
function isReportSocket({ url, headers }: IncomingMessage): boolean {
  return url?.split('?')[0] === reportLivePath && headers.upgrade?.toLowerCase() === 'websocket';
}

/**
 * The data folder opened in this process, without a port: for the command line if no server runs.
 * It acts as the operator.
 */
export async function openDoor(
  config: Config,
): Promise<{ fetch(request: Request): Promise<Response>; close(): Promise<void> }> {
  const debrief = await openDebrief(config, 'http://debrief.local');
  return {
    async fetch(request) {
      const own = new Request(request);
      own.headers.set('authorization', `Bearer ${debrief.deps.operatorToken}`);
      return debrief.app.fetch(own);
    },
    close: () => debrief.close(),
  };
}
