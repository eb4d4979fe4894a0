import type { IncidentMeeting, Meeting } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { refreshMeeting } from './use-meeting-change.ts';

interface Position {
  sectionId: string;
  step: number;
}

/**
 * What the screen shows. An editor it on all screens; others can look
 * around until it moves.
 */
export function usePosition(
  incident: string,
  meeting: Meeting,
  shared: IncidentMeeting['position'],
): { position: Position; move: (to: Position) => void } {
  const [own, setOwn] = useState<(Position & { seen: string }) | null>(null);
  const seen = JSON.stringify(shared);
  const send = useMutation({
    scope: { id: `position ${incident}` },
    mutationFn: async ({ sectionId, step }: Position) => {
      await api.meeting.move({ incident, sectionId, step });
      await refreshMeeting(incident);
    },
  });
  const isOwn = own !== null && (send.isPending || own.seen === seen);
  const wanted = isOwn ? own : shared;
  const isKnown = meeting.agenda.some(({ id }) => id === wanted?.sectionId);
  const first = { sectionId: meeting.agenda[0]?.id ?? '', step: 0 };
  return {
    position: wanted && isKnown ? wanted : first,
    move: (to) => {
      setOwn({ ...to, seen });
      if (meeting.can.change) send.mutate(to);
    },
  };
}
