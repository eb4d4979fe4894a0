import type { ServiceLinkKind } from '@debrief/contract';

interface Link {
  from: string;
  to: string;
  kind: ServiceLinkKind;
}

/**
 * A link as a dependency: `from` needs `to`. A calls B and A fronts B say that A needs B; B feeds A
 * says the same.
 */
export function toDependency({ from, to, kind }: Link): Link {
  return kind === 'feeds' ? { from: to, to: from, kind } : { from, to, kind };
}
