import type { ViewedList } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface SavedViewTables {
  saved_view: {
    id: string;
    account_id: string;
    list: ViewedList;
    name: string;
    search: string;
    is_shared: Generated<boolean>;
    updated_at: Date;
    version: Generated<number>;
  };
}
