import { ActivityArea } from '@debrief/contract';

export interface ActivitySearch {
  about?: ActivityArea;
}

export function activitySearch(raw: Record<string, unknown>): ActivitySearch {
  const about = ActivityArea.safeParse(raw['about']);
  return about.success ? { about: about.data } : {};
}
