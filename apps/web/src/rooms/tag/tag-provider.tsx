import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useMemo, useState, type ReactNode } from 'react';
import { queries } from '../../data/queries.ts';
import { useActions } from '../../ui/keys.ts';
import { useKnown } from '../../ui/known-time.tsx';
import { lazyPart } from '../../ui/lazy-part.ts';
import { groupByItem, nameTags } from './group-tags.ts';
import { ItemTagsContext, type TagTarget, type UsedTag } from './tag-context.ts';

const TagDialog = lazyPart(() => import('./tag-dialog.tsx'), 'TagDialog');

const none: readonly UsedTag[] = [];

/** Provides the tags of an incident's items, and the dialog that changes them. */
export function TagProvider({ incident, children }: { incident: string; children: ReactNode }) {
  const isMasked = useKnown().at !== null;
  const { data: tags } = useQuery(queries.itemTags(incident));
  const { data: codebook } = useQuery(queries.codebook());
  const [targets, setTargets] = useState<readonly TagTarget[] | null>(null);
  const canChange = tags?.can.change === true && !isMasked;
  const used = useMemo(
    () => (tags && codebook && !isMasked ? nameTags(tags, codebook) : none),
    [tags, codebook, isMasked],
  );
  const value = useMemo(
    () => ({
      used,
      byItem: groupByItem(used),
      canChange,
      open: (wanted: readonly TagTarget[]) => canChange && setTargets(wanted),
    }),
    [used, canChange],
  );
  const navigate = useNavigate();
  useActions('This incident', [
    {
      label: 'Coding with a second person',
      also: 'tags agreement krippendorff alpha coder',
      run: () => void navigate({ to: '/incidents/$ref/coding', params: { ref: incident } }),
    },
  ]);
  return (
    <ItemTagsContext value={value}>
      {children}
      <Suspense>
        {targets && codebook && (
          <TagDialog
            incident={incident}
            targets={targets}
            codebook={codebook}
            onClose={() => setTargets(null)}
          />
        )}
      </Suspense>
    </ItemTagsContext>
  );
}
