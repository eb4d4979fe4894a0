export const root: string;
export const pinned: string;
export function say(text: string): void;
export function step<Result>(doing: string, done: string, work: () => Result): Result;
export function giveUp(sentence: string): never;
export function ensureInstalled(): void;
export function findOtherNode(
  packages: Record<string, { integrity?: string }>,
  hashes: Record<string, string>,
): string | null;
export function ensureWebBuilt(): void;
export function ensureDatabaseBuilt(): void;
export function ensureProgramBuilt(): void;
export function hashFiles(paths: string[]): string;
export function runPinned(args: string[]): void;
