import type { SignOn } from '@debrief/core/account';
import type { Clock, Ids, Log } from '@debrief/core/context';
import type { Store } from '@debrief/core/db';
import type { Config } from './config.ts';
import type { LiveHub } from './http/live-hub.ts';
import type { Jobs } from './jobs/job-queue.ts';
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
  /** By which the command line on this machine proves that it has the data folder in hand. */
  operatorToken: string;
}
