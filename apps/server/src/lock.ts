import { readFileSync } from 'node:fs';
import { link, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DomainError } from '@debrief/contract';

interface Content {
  pid: number;
  born: string | null;
  address: string | null;
  token: string;
}

/** Without a library: every command reads the lock, and loading one takes longer. */
function isContent(value: unknown): value is Content {
  const isText = (text: unknown) => typeof text === 'string';
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    Number.isInteger(value.pid) &&
    'born' in value &&
    (value.born === null || isText(value.born)) &&
    'address' in value &&
    (value.address === null || isText(value.address)) &&
    'token' in value &&
    isText(value.token)
  );
}

export interface Lock {
  /** Stores the address of this folder's server. */
  announce(address: string): Promise<void>;
  release(): Promise<void>;
}

function toLockPath(dataDir: string): string {
  return join(dataDir, 'debrief.lock');
}

/**
 * Locks the data folder for this process: only one can use the embedded database. Errors: `in-use`
 * with the process that has the lock.
 */
export async function takeLock(dataDir: string, token: string): Promise<Lock> {
  const path = toLockPath(dataDir);
  const own = { pid: process.pid, born: await bornAt(process.pid), address: null, token };
  await claim(dataDir, path, own);
  return {
    announce: (address) => writeOver(path, { ...own, address }),
    release: () => rm(path, { force: true }),
  };
}

/** Linking a finished file is atomic, and fails if another process was first. */
async function claim(
  dataDir: string,
  path: string,
  own: Content,
  isSecondTry = false,
): Promise<void> {
  const draft = join(dataDir, `.debrief.lock.${own.pid}`);
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    const holder = await findHolder(path);
    if (holder || isSecondTry || !isExisting(error)) {
      throw new DomainError(
        'in-use',
        `${dataDir} is in use by process ${holder?.pid ?? 'unknown'}${holder?.address ? ` at ${holder.address}` : ''}. Use that one, stop it, or use another folder with --data.`,
        { cause: error },
      );
    }
    await moveStaleAside(path, `${draft}.stale`);
    await claim(dataDir, path, own, true);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Another process may have moved the stale lock and taken the folder: its lock is put back. */
async function moveStaleAside(path: string, aside: string): Promise<void> {
  await rename(path, aside).catch(() => {});
  if (await findHolder(aside)) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

async function writeOver(path: string, content: Content): Promise<void> {
  const draft = `${path}.${content.pid}`;
  await writeFile(draft, JSON.stringify(content), { mode: 0o600 });
  await rename(draft, path);
}

/**
 * The running server of a data folder, if any: its address, and the token that identifies the
 * operator.
 */
export async function readLock(
  dataDir: string,
): Promise<{ address: string; token: string; pid: number } | null> {
  const holder = await findHolder(toLockPath(dataDir));
  return holder?.address ? { address: holder.address, token: holder.token, pid: holder.pid } : null;
}

/** A unique identifier of this process; null if the system provides none. */
export async function processMark(): Promise<string | null> {
  const born = await bornAt(process.pid);
  return born && `${hostname()}~${process.pid}~${born}`;
}

/**
 * Whether the process with this identifier has ended; false for another machine's, which cannot be
 * checked.
 */
export async function hasEnded(mark: string): Promise<boolean> {
  const [host, pid, born] = mark.split('~');
  if (host !== hostname() || born === undefined) return false;
  return !isAlive(Number(pid)) || (await bornAt(Number(pid))) !== born;
}

/** The process that has the lock, if it is still the one that took it. */
async function findHolder(path: string): Promise<Content | null> {
  const text = readText(path);
  if (text === null) return null;
  const content = parseJson(text);
  if (!isContent(content)) return null;
  if (!isAlive(content.pid)) return null;
  const born = await bornAt(content.pid);
  return born === null || content.born === null || born === content.born ? content : null;
}

/** At once: both files are small, and loading `fs/promises` takes longer. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * When a process started, in kernel ticks, to detect a reused process id; null if the system does
 * not say.
 */
async function bornAt(pid: number): Promise<string | null> {
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}
