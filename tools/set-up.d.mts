export const root: string;
export const pinned: string;
export function say(text: string): void;
export function step<Result>(doing: string, done: string, work: () => Result): Result;
export function giveUp(sentence: string): never;
export function ensureInstalled(): void;
export function ensureWebBuilt(): void;
export function hashFiles(paths: string[]): string;
export function runPinned(args: string[]): void;
