import type { RefObject } from 'react';

/**
 * The container of menus and popovers: inside the main landmark, so that screen readers know where
 * they are. The frame sets it.
 */
export const floatContainer: RefObject<HTMLDivElement | null> = { current: null };
