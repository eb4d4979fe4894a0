import { activityAreas, type ActivityArea } from '@debrief/contract';
import { readWord } from '../../routes/search.ts';

export interface ActivitySearch {
  about?: ActivityArea;
}

export function activitySearch(raw: Record<string, unknown>): ActivitySearch {
  const about = readWord(activityAreas, raw['about']);
  return about ? { about } : {};
}
