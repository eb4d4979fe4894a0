/** Where to go after signing in: a path on this site, or home. */
export function toSafePath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/';
}
