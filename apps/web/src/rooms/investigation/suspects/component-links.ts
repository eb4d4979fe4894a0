import type { Incident, Suspects } from '@debrief/contract';
import { api } from '../../../api.ts';
import { queries, queryClient } from '../../../data/queries.ts';
import type { MenuEntry } from '../../../ui/menu.tsx';
import { showProblem, showToast } from '../../../ui/toast.tsx';
import type { ComponentSuspect } from './component-suspect.ts';

type Components = NonNullable<Suspects['components']>;
type ShownLink = Components['links'][number];

const mostOffered = 6;

/**
 * The correction of the catalog that helps most: that a component only passes on what another one
 * does. One entry for each of the other suspects, and one for each link to remove.
 */
export function listLinkEntries(
  incident: Incident,
  { component }: ComponentSuspect,
  { suspects, links }: Components,
): MenuEntry[] {
  const fronted = links.filter(({ from, kind }) => from === component && kind === 'fronts');
  const isLinked = (other: string) =>
    links.some(
      ({ from, to, kind }) =>
        kind === 'fronts' && [from, to].includes(component) && [from, to].includes(other),
    );
  const others = [...new Set(suspects.map((one) => one.component))].filter(
    (other) => other !== component && !isLinked(other),
  );
  return [
    ...others.slice(0, mostOffered).map((other) => ({
      label: `It fronts ${other}`,
      hint: 'It only passes on what this one does',
      run: () => addFront(incident, component, other),
    })),
    ...fronted.map((link) => ({
      label: `It doesn’t front ${link.to}`,
      run: () => removeFront(incident, link),
    })),
  ];
}

function addFront(incident: Incident, from: string, to: string): void {
  const added = api.catalog.addLink({ from, to, kind: 'fronts', addsMissing: true });
  showChange(incident, `${from} fronts ${to}`, added);
}

function removeFront(incident: Incident, { id, from, to }: ShownLink): void {
  showChange(incident, `${from} doesn’t front ${to}`, api.catalog.removeLink({ id }));
}

/** Ranks again, and offers undo. */
function showChange(
  { ref }: Incident,
  title: string,
  change: Promise<{ activityId: string | null }>,
): void {
  const refresh = () => queryClient.invalidateQueries(queries.investigation(ref));
  void change
    .then(async ({ activityId }) => {
      await refresh();
      const undo = async () => {
        if (activityId !== null) await api.catalog.undo({ activityId });
        await refresh();
      };
      showToast({ title, ...(activityId !== null && { undo }) });
    })
    .catch(showProblem);
}
