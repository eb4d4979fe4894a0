import type { Import } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { showToast } from '../../../ui/toast.tsx';
import { undoImports } from './undo-imports.ts';

/** Reports imports that were started together, with an undo. */
export function reportImports(ended: readonly Import[], showDetails: (one: Import) => void): void {
  const imports = ended.filter((one) => one.state !== 'undoing' && one.state !== 'undone');
  const [first] = imports;
  if (!first) return;
  const toCheck =
    imports.find((one) => one.state === 'failed') ?? imports.find((one) => one.problem !== null);
  const worst = toCheck ?? imports.find((one) => one.rejected > 0) ?? first;
  const undoable = imports.filter((one) => one.can.undo);
  showToast({
    title: titleImports(imports),
    ...(toCheck ? { detail: `${toCheck.name}: ${toCheck.problem ?? 'failed'}` } : count(imports)),
    ...(undoable.length > 0 && {
      action: { label: 'Undo import', run: () => void undoImports(undoable) },
    }),
    secondAction: { label: 'Details', run: () => showDetails(worst) },
  });
}

function titleImports(imports: readonly Import[]): string {
  const imported = sum(imports, (one) => one.imported);
  if (imported > 0) {
    const files = imports.length > 1 ? ` from ${countText(imports.length, 'file')}` : '';
    return `${countText(imported, 'item')} imported${files}`;
  }
  if (imports.some((one) => one.state === 'failed')) return 'Import failed';
  return sum(imports, (one) => one.duplicates) > 0
    ? 'Nothing new: every item was imported before'
    : 'Nothing was imported';
}

function count(imports: readonly Import[]): { detail?: string } {
  const [duplicates, rejected] = [
    sum(imports, (one) => one.duplicates),
    sum(imports, (one) => one.rejected),
  ];
  const parts = [
    duplicates > 0 ? countText(duplicates, 'duplicate') + ' skipped' : '',
    rejected > 0 ? `${countText(rejected, 'record')} rejected` : '',
  ].filter(Boolean);
  return parts.length > 0 ? { detail: parts.join(' · ') } : {};
}

function sum(imports: readonly Import[], amount: (one: Import) => number): number {
  return imports.reduce((total, one) => total + amount(one), 0);
}
