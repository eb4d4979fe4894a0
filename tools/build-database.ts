// Makes the database with which new data folders start: an empty one with all migrations, as a first start leaves it.
import { silentLog } from '@debrief/core/context';
import { prepared, prepareDatabase } from '../apps/server/src/new-database.ts';

await prepareDatabase(prepared, silentLog);
