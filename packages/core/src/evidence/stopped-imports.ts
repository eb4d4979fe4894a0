/**
 * Why imports that run in this process stopped, while the database can't save it because its disk
 * is full. An import is removed when its next run starts.
 */
const reasons = new Map<string, string>();

export function noteStoppedImport(importId: string, reason: string): void {
  reasons.set(importId, reason);
}

export function forgetStoppedImport(importId: string): void {
  reasons.delete(importId);
}

export function findStopReason(importId: string): string | undefined {
  return reasons.get(importId);
}
