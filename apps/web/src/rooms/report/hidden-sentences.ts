import type { MaskedReport } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';

/** How many sentences a time hides, and why. */
export function describeHidden(masked: MaskedReport | undefined): string {
  if (!masked || masked.later + masked.undated === 0) return 'Nothing is hidden.';
  const parts = [
    ...(masked.later > 0
      ? [`${countText(masked.later, 'sentence')} about what became known later`]
      : []),
    ...(masked.undated > 0
      ? [`${countText(masked.undated, 'sentence')} without a citation, so without a time`]
      : []),
  ];
  return `Hidden: ${parts.join('; ')}.`;
}
