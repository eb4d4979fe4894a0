import type { Suspects } from '@debrief/contract';
import type { Judged } from './verdict-dialog.tsx';

export type ComponentSuspect = NonNullable<Suspects['components']>['suspects'][number];

/** Names the row of a component in the address. */
export const componentKey = ({ component, metric }: ComponentSuspect): string =>
  `${component}/${metric}`;

/** What a verdict about a component cites. */
export const toJudged = ({
  component,
  metric,
  evidenceId,
}: ComponentSuspect): Judged['suspect'] => ({
  title: `${component} (${metric})`,
  evidenceId,
  series: { component, metric },
});
