import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { Button } from './button.tsx';

interface ShowMoreProps extends Pick<
  ComponentProps<typeof Button>,
  'small' | 'look' | 'className'
> {
  list: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
  label?: string;
}

/** Loads the next page of a list; renders nothing after the last one. */
export function ShowMore({
  list,
  label = 'Show more',
  className = 'mt-4',
  ...look
}: ShowMoreProps) {
  if (!list.hasNextPage) return null;
  return (
    <Button
      {...look}
      className={className}
      isBusy={list.isFetchingNextPage}
      onClick={() => void list.fetchNextPage()}
    >
      {label}
    </Button>
  );
}
