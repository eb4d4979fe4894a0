import { countText } from '@debrief/rules/numbers';
import { useMutation } from '@tanstack/react-query';
import { CitedByList } from '../cited-by-list.tsx';
import { Button } from '../../../ui/button.tsx';
import { Buttons, Dialog } from '../../../ui/dialog.tsx';
import { ProblemNote } from '../../../ui/problem.tsx';
import { cancelUndo, confirmUndo, type AskedUndo } from './undo-imports.ts';

export function UndoDialog({ asked }: { asked: AskedUndo }) {
  const undo = useMutation({ mutationFn: () => confirmUndo(asked) });
  const { imports, previews } = asked;
  const sum = (count: (one: (typeof previews)[number]) => number) =>
    previews.reduce((total, one) => total + count(one), 0);
  const [removes, stays] = [sum((one) => one.removes), sum((one) => one.stays)];
  const citedBy = previews.flatMap((one) => one.citedBy);
  const alsoIn = [...new Set(previews.flatMap((one) => one.alsoIn))];
  return (
    <Dialog
      isOpen
      onClose={cancelUndo}
      title="Undo import"
      lead={imports.map((one) => one.name).join(', ')}
    >
      <ProblemNote error={undo.error} />
      <p>
        {removes === 0
          ? 'Nothing can be removed.'
          : `${countText(removes, 'item')} will be removed from the evidence.`}
      </p>
      {alsoIn.length > 0 && <p className="mt-2">They also go from {alsoIn.join(', ')}.</p>}
      {stays > 0 && (
        <p className="mt-2">
          {countText(stays, 'item')} {stays === 1 ? 'stays' : 'stay'}, because{' '}
          {stays === 1 ? 'it is' : 'they are'} cited, commented on, redacted or part of another
          import.
        </p>
      )}
      {citedBy.length > 0 && (
        <>
          <p className="mt-3 text-sm font-semibold">Cited by</p>
          <CitedByList items={citedBy} onLeave={cancelUndo} />
        </>
      )}
      <Buttons>
        <Button
          look="primary"
          autoFocus
          isBusy={undo.isPending}
          disabled={removes === 0}
          onClick={() => undo.mutate()}
        >
          Undo import
        </Button>
        <Button onClick={cancelUndo}>Cancel</Button>
      </Buttons>
    </Dialog>
  );
}
