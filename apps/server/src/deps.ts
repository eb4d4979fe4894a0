import type { SignOn } from '@debrief/core/account';
import type { Clock, Ids, Log } from '@debrief/core/context';
import type { Store } from '@debrief/core/db';
import type { FetchText } from '@debrief/core/inbound';
import type { Config } from './config.ts';
import type { Listeners } from './connections/listeners.ts';
import type { LiveHub } from './http/live-hub.ts';
import type { Flood } from './inbound/flood.ts';
import type { Jobs } from './jobs/job-queue.ts';
import type { GuardedFetch } from './network/guarded-fetch.ts';
import type { OpenSocket } from './network/guarded-socket.ts';
import type { Uploads } from './uploads.ts';

export interface Deps {
  config: Config;
  store: Store;
  signOn: SignOn;
  clock: Clock;
  ids: Ids;
  log: Log;
  live: LiveHub;
  jobs: Jobs;
  uploads: Uploads;
  /** Sends a request to another server: the only way out. */
  fetch: GuardedFetch;
  /** As `fetch`, for sockets. */
  openSocket: OpenSocket;
  listeners: Listeners;
  fetchText: FetchText;
  flood: Flood;
  /** Proves that a command on this machine has access to the data folder. */
  operatorToken: string;
}
