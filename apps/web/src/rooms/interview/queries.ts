import type { Interview } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { incidentKey, read } from '../../data/read.ts';

// Nothing is pushed about interviews, because no one else may notice them: an open page asks again.

export const interviewQueries = {
  proposals: (ref: string) =>
    read(incidentKey(ref, 'interview-proposals'), (options) =>
      api.interview.proposals({ incident: ref }, options),
    ),
  list: (ref: string) =>
    read(['interviews', 'of', ref], (options) => api.interview.list({ incident: ref }, options), 0),
  mine: () => read(['interviews', 'mine'], (options) => api.interview.mine(undefined, options), 0),
  interview: (id: string) => ({
    ...read(['interviews', 'one', id], (options) => api.interview.get({ id }, options), 0),
    refetchInterval: 10_000,
  }),
};

export function showInterview(interview: Interview): void {
  queryClient.setQueryData(interviewQueries.interview(interview.id).queryKey, interview);
}

export const refreshInterviews = () => queryClient.invalidateQueries({ queryKey: ['interviews'] });

/** Sends a change of an interview and shows the answer. */
export function useInterviewChange<Input>(send: (input: Input) => Promise<Interview>) {
  return useMutation({
    mutationFn: send,
    onSuccess: showInterview,
    onError: refreshInterviews,
  });
}
